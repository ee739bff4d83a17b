package io.kilowatch.edge;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Lets scripts open web sockets.
 *
 * <p>Netty's client writes the service's address as {@code Origin} into a handshake that came
 * without one, and services refuse that as foreign. No page can send {@code Authorization} with a
 * handshake, nor leave {@code Origin} out: what comes so is a script, and gets the page's. Whatever
 * comes with a cookie stays as it is.
 */
@Component
class HandshakeOrigin implements HttpHeadersFilter {
  private final String publicOrigin;

  HandshakeOrigin(EdgeSettings settings) {
    this.publicOrigin = settings.publicOrigin().toString();
  }

  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    HttpHeaders asked = exchange.getRequest().getHeaders();
    boolean script =
        "websocket".equalsIgnoreCase(asked.getUpgrade())
            && asked.getOrigin() == null
            && asked.containsHeader(HttpHeaders.AUTHORIZATION)
            && !asked.containsHeader(HttpHeaders.COOKIE);
    if (!script) {
      return input;
    }
    HttpHeaders headers = new HttpHeaders();
    headers.addAll(input);
    headers.setOrigin(publicOrigin);
    return headers;
  }
}
