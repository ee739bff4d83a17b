package io.kilowatch.ingestion.http;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts the door for readings before every other filter, on its one path. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

  @Bean
  FilterRegistrationBean<ReadingsDoor> readingsDoor(
      ReadingsController readings,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
    var door = new FilterRegistrationBean<>(new ReadingsDoor(readings, failures));
    door.addUrlPatterns("/api/v1/readings");
    door.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return door;
  }
}
