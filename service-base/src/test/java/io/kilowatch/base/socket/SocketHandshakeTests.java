package io.kilowatch.base.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.problem.ProblemWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/** What the handshake lets in. */
class SocketHandshakeTests {

  private static final WebSocketHandler HANDLER = new TextWebSocketHandler();
  private static final Jwt TOKEN =
      Jwt.withTokenValue("t")
          .header("alg", "ES256")
          .claim("sid", "session")
          .expiresAt(Instant.now().plusSeconds(600))
          .build();

  private static final SocketSettings SETTINGS =
      new SocketSettings("live", List.of("/topic"), "/api/v1/history/**", 1024, 1);

  private final OpenSockets sockets =
      new OpenSockets(Clock.systemUTC(), new SimpleMeterRegistry(), SETTINGS);
  private final SocketHandshake handshake =
      new SocketHandshake(
          "https://kilowatch.example", sockets, new ProblemWriter(JsonMapper.builder().build()));
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void beforeHandshake_asManyOpenAsMayBe_isRefusedUntilOneCloses() throws Exception {
    SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(TOKEN));
    FakeSocket open = new FakeSocket("first");
    assertThat(shakeHands(open.getAttributes())).isTrue();
    sockets.opened(open);

    assertThat(shakeHands(new HashMap<>())).isFalse();
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isEqualTo("10");
    assertThat(response.getContentAsString()).contains("Try again later.");

    sockets.closed(open);
    assertThat(shakeHands(new HashMap<>())).isTrue();
  }

  @Test
  void beforeHandshake_withoutAToken_saysToSignIn() throws Exception {
    assertThat(shakeHands(new HashMap<>())).isFalse();
    assertThat(response.getStatus()).isEqualTo(401);
  }

  private boolean shakeHands(Map<String, Object> attributes) throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ws/live");
    request.addHeader("Authorization", "Bearer t");
    return handshake.beforeHandshake(
        new ServletServerHttpRequest(request),
        new ServletServerHttpResponse(response),
        HANDLER,
        attributes);
  }
}
