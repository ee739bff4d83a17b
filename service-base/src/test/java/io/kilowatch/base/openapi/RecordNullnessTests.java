package io.kilowatch.base.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("rawtypes")
class RecordNullnessTests {

  record Inner(double value) {}

  record Outer(
      String always,
      int number,
      List<Inner> items,
      @JsonProperty("other_name") String renamed,
      @Nullable String maybe,
      @Nullable Inner inner) {}

  private static Map<String, Schema> schemas() {
    ModelConverters converters = new ModelConverters(true);
    converters.addConverter(new RecordNullness());
    return converters.readAll(Outer.class);
  }

  @Test
  void component_notNullable_isRequired() {
    Map<String, Schema> schemas = schemas();

    assertThat(required(schemas, "Outer"))
        .containsExactlyInAnyOrder("always", "number", "items", "other_name");
    assertThat(required(schemas, "Inner")).containsExactly("value");
  }

  private static List<String> required(Map<String, Schema> schemas, String name) {
    Schema<?> schema = schemas.get(name);
    return schema.getRequired();
  }

  @Test
  void component_nullable_mayBeNull() {
    Map<?, ?> properties = schemas().get("Outer").getProperties();

    Schema<?> maybe = (Schema<?>) properties.get("maybe");
    assertThat(maybe.getTypes()).containsExactlyInAnyOrder("string", "null");
    Schema<?> inner = (Schema<?>) properties.get("inner");
    assertThat(inner.getOneOf().getFirst().get$ref()).endsWith("/Inner");
    assertThat(inner.getOneOf().getLast().getTypes()).containsExactly("null");
    Schema<?> always = (Schema<?>) properties.get("always");
    assertThat(always.getTypes()).containsExactly("string");
  }
}
