package io.kilowatch.edge;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells services who called, from the connection alone: what a client says about itself is dropped.
 */
@Component
class ForwardedHeaders implements HttpHeadersFilter {
  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    HttpHeaders headers = new HttpHeaders();
    input.forEach((name, values) -> {
      if (!isClaim(name)) {
        headers.put(name, List.copyOf(values));
      }
    });
    ServerHttpRequest request = exchange.getRequest();
    InetSocketAddress client = request.getRemoteAddress();
    if (client != null && client.getAddress() != null) {
      headers.set("X-Forwarded-For", client.getAddress().getHostAddress());
    }
    headers.set("X-Forwarded-Proto", request.getURI().getScheme());
    String host = request.getHeaders().getFirst(HttpHeaders.HOST);
    if (host != null) {
      headers.set("X-Forwarded-Host", host);
    }
    return headers;
  }

  private static boolean isClaim(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.equals("forwarded") || name.startsWith("x-forwarded-") || name.equals("x-real-ip");
  }
}
