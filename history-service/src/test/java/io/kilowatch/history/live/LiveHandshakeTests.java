package io.kilowatch.history.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.problem.ProblemWriter;
import io.kilowatch.history.RunningService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
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

/** What the handshake lets in; over a network {@link LiveContract} shows it. */
class LiveHandshakeTests {

  private static final WebSocketHandler HANDLER = new TextWebSocketHandler();
  private static final Jwt TOKEN =
      Jwt.withTokenValue("t")
          .header("alg", "ES256")
          .claim("sid", "session")
          .expiresAt(Instant.now().plusSeconds(600))
          .build();

  private final OpenSockets sockets =
      new OpenSockets(Clock.systemUTC(), new SimpleMeterRegistry(), 1);
  private final LiveHandshake handshake =
      new LiveHandshake(
          RunningService.ORIGIN, sockets, new ProblemWriter(JsonMapper.builder().build()));
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
