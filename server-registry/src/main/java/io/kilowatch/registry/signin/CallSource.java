package io.kilowatch.registry.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Tells where a call comes from. {@code X-Forwarded-For} is believed only where the edge or ingress
 * calls, and only its last entry, which that one has added itself.
 */
@Component
class CallSource {

  private final List<IpAddressMatcher> trusted;

  CallSource(@Value("${kilowatch.trusted-proxies}") List<String> trusted) {
    this.trusted = trusted.stream().map(String::strip).map(IpAddressMatcher::new).toList();
  }

  String of(HttpServletRequest request) {
    String peer = request.getRemoteAddr();
    String forwarded = lastEntry(request.getHeader("X-Forwarded-For"));
    return client(forwarded == null || !fromProxy(request) ? peer : forwarded);
  }

  /** Whether the browser's connection is under TLS, which the edge or ingress ends. */
  boolean encrypted(HttpServletRequest request) {
    return request.isSecure()
        || (fromProxy(request) && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
  }

  /**
   * The client as it is counted: of an IPv6 address the network, as the other 64 bits are the
   * client's own choice (RFC 4291, 2.5.1).
   */
  private static String client(String address) {
    try {
      InetAddress literal = InetAddress.ofLiteral(address);
      return literal instanceof Inet6Address
          ? HexFormat.of().formatHex(literal.getAddress(), 0, Long.BYTES)
          : literal.getHostAddress();
    } catch (IllegalArgumentException e) {
      return address; // a proxy may name its callers in another way
    }
  }

  private boolean fromProxy(HttpServletRequest request) {
    return trusted.stream().anyMatch(proxy -> proxy.matches(request.getRemoteAddr()));
  }

  private static @Nullable String lastEntry(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return null;
    }
    return header.substring(header.lastIndexOf(',') + 1).strip();
  }
}
