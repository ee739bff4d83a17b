package io.kilowatch.edge;

import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives the gateway one route for each service; bodies pass through in both directions as they
 * come.
 */
@Configuration(proxyBeanMethods = false)
class Routes {
  @Bean
  RouteLocator serviceRoutes(RouteLocatorBuilder builder, EdgeSettings settings) {
    RouteLocatorBuilder.Builder routes = builder.routes();
    for (EdgeSettings.ServiceRoute route : settings.routes()) {
      String[] patterns =
          route.prefixes().stream().map(prefix -> prefix + "/**").toArray(String[]::new);
      routes.route(route.service(), spec -> spec.path(patterns).uri(route.uri()));
    }
    return routes.build();
  }
}
