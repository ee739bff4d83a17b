package io.kilowatch.edge;

import java.util.List;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses paths that a service could read as another one than was routed here, such as {@code
 * /api/v1/auth/../..}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PathGuard implements WebFilter {
  private static final List<String> AMBIGUOUS =
      List.of("//", "\\", "%2f", "%5c", "%00", "%25", ";", "%3b");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getURI().getRawPath();
    return isAmbiguous(path)
        ? Mono.error(new ResponseStatusException(HttpStatus.BAD_REQUEST, "Ambiguous path"))
        : chain.filter(exchange);
  }

  static boolean isAmbiguous(String rawPath) {
    String path = rawPath.toLowerCase(Locale.ROOT);
    if (AMBIGUOUS.stream().anyMatch(path::contains)) {
      return true;
    }
    for (String segment : path.replace("%2e", ".").split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return true;
      }
    }
    return false;
  }
}
