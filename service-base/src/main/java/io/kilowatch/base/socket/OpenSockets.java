package io.kilowatch.base.socket;

import io.kilowatch.base.rounds.Rounds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/**
 * Closes a socket when its token ends, or at once when its session is revoked.
 *
 * <p>A newer token of the same session, shown here with any call, keeps its sockets open; a client
 * that is not so lucky, or that meets another replica, opens the socket again with it.
 */
public final class OpenSockets extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(OpenSockets.class);
  private static final long CHECK_MILLIS = 250;
  private static final CloseStatus EXPIRED = CloseStatus.POLICY_VIOLATION.withReason("expired");
  private static final CloseStatus REVOKED = CloseStatus.POLICY_VIOLATION.withReason("revoked");

  /** Longer than any token lives: its session's revocation must be known until its end. */
  private static final Duration REMEMBERED = Duration.ofMinutes(15);

  private final Clock clock;
  private final int mostSockets;
  private final Map<String, OpenSocket> sockets = new ConcurrentHashMap<>();
  private final Map<String, Instant> revoked = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param settings say how many may be open at once; each takes 35 kB of the heap
   */
  public OpenSockets(Clock clock, MeterRegistry meters, SocketSettings settings) {
    super(settings.name() + "-sockets", CHECK_MILLIS);
    this.clock = clock;
    this.mostSockets = settings.mostSockets();
    Gauge.builder("kilowatch." + settings.name() + ".sockets", sockets, Map::size).register(meters);
  }

  private record OpenSocket(WebSocketSession socket, String sessionId, Instant expiresAt) {

    OpenSocket until(Instant later) {
      return later.isAfter(expiresAt) ? new OpenSocket(socket, sessionId, later) : this;
    }
  }

  /** Whether another may open; those that are opening right now may still go beyond it. */
  boolean haveRoom() {
    return sockets.size() < mostSockets;
  }

  int count() {
    return sockets.size();
  }

  /** Whether it is open; no longer once anybody else is told that it closed. */
  boolean isOpen(String socketId) {
    return sockets.containsKey(socketId);
  }

  /** One has opened; the token it was opened with says how long it may stay so. */
  public void opened(WebSocketSession socket) {
    SocketToken token = SocketToken.of(socket.getAttributes());
    if (token == null) {
      close(socket, REVOKED);
      return;
    }
    sockets.put(socket.getId(), new OpenSocket(socket, token.sessionId(), token.expiresAt()));
    if (revoked.containsKey(token.sessionId())) {
      close(socket, REVOKED);
    }
  }

  public void closed(WebSocketSession socket) {
    sockets.remove(socket.getId());
  }

  /** A newer token of this session was shown. */
  void renewed(String sessionId, Instant expiresAt) {
    if (!sessionId.isEmpty()) {
      sockets.replaceAll(
          (id, open) -> open.sessionId().equals(sessionId) ? open.until(expiresAt) : open);
    }
  }

  void revoked(String sessionId) {
    revoked.put(sessionId, clock.instant().plus(REMEMBERED));
    sockets.values().stream()
        .filter(open -> open.sessionId().equals(sessionId))
        .forEach(open -> close(open.socket(), REVOKED));
  }

  /** Closes what has expired. */
  @Override
  protected void round() {
    Instant now = clock.instant();
    revoked.values().removeIf(until -> until.isBefore(now));
    sockets.values().stream()
        .filter(open -> !open.expiresAt().isAfter(now))
        .forEach(open -> close(open.socket(), EXPIRED));
  }

  /** On a thread of its own each: a client that reads nothing may keep a close waiting. */
  private static void close(WebSocketSession socket, CloseStatus status) {
    Thread.startVirtualThread(() -> {
      try {
        socket.close(status);
      } catch (IOException | IllegalStateException e) {
        LOG.debug("the socket was gone already: {}", e.getMessage());
      }
    });
  }
}
