package io.kilowatch.base.json;

import java.time.Instant;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Makes the mapper of every service refuse a value of another type instead of bending it. */
@AutoConfiguration(before = JacksonAutoConfiguration.class)
@Import(BoundedJsonBody.class)
public class JsonAutoConfiguration {

  @Bean
  JsonMapperBuilderCustomizer strictTypesAndUtcMillis() {
    return builder ->
        builder
            .addModule(
                new SimpleModule("utc-millis")
                    .addSerializer(Instant.class, new UtcMillisSerializer()))
            .withCoercionConfig(
                LogicalType.Textual,
                texts ->
                    texts
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  /**
   * The library of the OpenAPI document brings a reader of YAML, and Spring would give it every
   * body that calls itself so, past all the rules for JSON.
   */
  @Bean
  ServerHttpMessageConvertersCustomizer noYaml() {
    return builder ->
        builder.configureMessageConvertersList(all -> all.removeIf(JsonAutoConfiguration::isYaml));
  }

  private static boolean isYaml(HttpMessageConverter<?> converter) {
    return converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML);
  }
}
