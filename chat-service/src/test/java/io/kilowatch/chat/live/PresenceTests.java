package io.kilowatch.chat.live;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.socket.OpenSockets;
import io.kilowatch.base.socket.SocketSettings;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.chat.event.Events;
import io.kilowatch.chat.event.Replica;
import io.kilowatch.chat.person.Person;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

/** What Eve, who has two conversations open here, is told of those at another replica. */
class PresenceTests {

  private static final CurrentUser EVE = new CurrentUser("eve", "", "Eve", "ENGINEER", "");
  private static final List<Person> ADA = List.of(new Person("ada", "Ada", "USER"));
  private static final Frame NOBODY = new Frame.Present(List.of());

  private final MutableClock clock = MutableClock.of(Instant.EPOCH, ZoneOffset.UTC);
  private final Watchers watchers =
      new Watchers(
          new OpenSockets(
              clock,
              new SimpleMeterRegistry(),
              new SocketSettings("chat", List.of(), "/**", 1, 1)));
  private final Sockets sockets = mock();
  private final Presence presence =
      new Presence(watchers, mock(Events.class), sockets, new Replica("here"), clock);

  @BeforeEach
  void watch() {
    watchers.subscribe("a", "1", Destinations.ofConversation("left"), EVE);
    watchers.subscribe("a", "2", Destinations.ofConversation("open"), EVE);
    presence.heard(new PresentAt("other", Map.of("left", ADA, "open", ADA)));
  }

  @Test
  void personWhoseLeavingWasLost_isGone_onceTheirReplicaHasNotSaidThemAgain() {
    clock.add(Duration.ofSeconds(15));
    presence.heard(new PresentAt("other", Map.of("open", ADA)));
    clock.add(Duration.ofSeconds(25));
    presence.round();
    verify(sockets, never()).toConversation("left", NOBODY);

    clock.add(Duration.ofMillis(1));
    presence.round();

    verify(sockets).toConversation("left", NOBODY);
    verify(sockets, never()).toConversation("open", NOBODY);
  }

  @Test
  void peopleOfAReplicaThatIsSilent_areGone() {
    clock.add(Duration.ofMillis(40_001));
    presence.round();
    verify(sockets).toConversation("left", NOBODY);
    verify(sockets).toConversation("open", NOBODY);
  }
}
