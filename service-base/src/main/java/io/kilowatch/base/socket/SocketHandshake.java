package io.kilowatch.base.socket;

import io.kilowatch.base.problem.ProblemWriter;
import io.kilowatch.base.security.SessionToken;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Lets a socket open for our own page, or for a script that shows a bearer token and so is no page.
 *
 * <p>Browsers send cookies with any page's handshake and apply no same-origin rule to it, so the
 * origin must be exactly the configured one.
 */
public final class SocketHandshake implements HandshakeInterceptor {

  private static final String RETRY_SECONDS = "10";

  private final String publicOrigin;
  private final OpenSockets sockets;
  private final ProblemWriter problems;

  /**
   * The door of this service.
   *
   * @param publicOrigin of the page
   */
  public SocketHandshake(String publicOrigin, OpenSockets sockets, ProblemWriter problems) {
    this.publicOrigin = publicOrigin;
    this.sockets = sockets;
    this.problems = problems;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws IOException {
    boolean fromCookie =
        SessionToken.fromCookie(((ServletServerHttpRequest) request).getServletRequest());
    if (!originFits(request.getHeaders().getFirst(HttpHeaders.ORIGIN), fromCookie)) {
      return refuse(response, HttpStatus.FORBIDDEN, "This origin may not open a web socket here.");
    }
    if (!(SecurityContextHolder.getContext().getAuthentication()
        instanceof JwtAuthenticationToken authentication)) {
      return refuse(response, HttpStatus.UNAUTHORIZED, "Sign in first.");
    }
    if (!sockets.haveRoom()) {
      ((ServletServerHttpResponse) response)
          .getServletResponse()
          .setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      return refuse(
          response,
          HttpStatus.SERVICE_UNAVAILABLE,
          "As many web sockets are open here as may be at once. Try again later.");
    }
    new SocketToken(authentication.getToken()).putInto(attributes);
    return true;
  }

  private boolean originFits(@Nullable String origin, boolean fromCookie) {
    return origin == null ? !fromCookie : origin.equals(publicOrigin);
  }

  private boolean refuse(ServerHttpResponse response, HttpStatus status, String detail)
      throws IOException {
    problems.write(((ServletServerHttpResponse) response).getServletResponse(), status, detail);
    return false;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {
    // The socket is counted once it is open, by OpenSockets.
  }
}
