package io.kilowatch.edge;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses handshakes of web sockets from elsewhere before they are answered.
 *
 * <p>The gateway tells the client that its socket is open before it asks the service, so a page
 * that the service refuses would see a socket that opens and breaks. The service still decides:
 * whether there is a session, and whether it holds, is not known here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class SocketDoor implements WebFilter {
  private static final String SESSION_COOKIE = "kw_session";

  private final String publicOrigin;

  SocketDoor(EdgeSettings settings) {
    this.publicOrigin = settings.publicOrigin().toString();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return isForeign(exchange.getRequest())
        ? Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN))
        : chain.filter(exchange);
  }

  /** Browsers apply no same-origin rule to sockets and send cookies with any page's handshake. */
  private boolean isForeign(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    if (!"websocket".equalsIgnoreCase(headers.getUpgrade())) {
      return false;
    }
    String origin = headers.getOrigin();
    return origin == null
        ? request.getCookies().containsKey(SESSION_COOKIE)
            && !headers.containsHeader(HttpHeaders.AUTHORIZATION)
        : !origin.equals(publicOrigin);
  }
}
