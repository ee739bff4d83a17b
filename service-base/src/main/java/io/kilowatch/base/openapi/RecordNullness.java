package io.kilowatch.base.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of each field of a record what its type says: it is always there, or it may be null. The
 * library reads the nullness of Kotlin and of validation annotations, not that of JSpecify.
 */
@SuppressWarnings("rawtypes") // as the library's interface is
final class RecordNullness implements ModelConverter {

  private static final String NULL = "null";

  @Override
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema resolved = chain.next().resolve(type, context, chain);
    Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
    if (resolved != null && described.isRecord()) {
      Schema<?> model = definition(resolved, context.getDefinedModels());
      if (model != null && model.getProperties() != null) {
        describe(described, model);
      }
    }
    return resolved;
  }

  private static @Nullable Schema<?> definition(Schema<?> resolved, Map<String, Schema> models) {
    String reference = resolved.get$ref();
    return reference == null
        ? resolved
        : models.get(reference.substring(Components.COMPONENTS_SCHEMAS_REF.length()));
  }

  private static void describe(Class<?> described, Schema<?> model) {
    for (RecordComponent component : described.getRecordComponents()) {
      String name = nameOf(component);
      Schema<?> property = model.getProperties().get(name);
      if (property == null) {
        continue;
      }
      if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        model.getProperties().put(name, nullable(property));
      } else if (model.getRequired() == null || !model.getRequired().contains(name)) {
        model.addRequiredItem(name);
      }
    }
  }

  private static String nameOf(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null || given.value().isEmpty() ? component.getName() : given.value();
  }

  private static Schema nullable(Schema<?> property) {
    if (property.get$ref() != null) {
      return new Schema<>().oneOf(List.of(property, new Schema<>().typesItem(NULL)));
    }
    if (property.getTypes() != null) {
      property.addType(NULL);
    }
    return property;
  }
}
