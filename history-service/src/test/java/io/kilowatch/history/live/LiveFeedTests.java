package io.kilowatch.history.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.socket.FakeFrame;
import io.kilowatch.base.socket.OpenSockets;
import io.kilowatch.base.socket.OutboundFrames;
import io.kilowatch.base.socket.SocketSettings;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.threeten.extra.MutableClock;

class LiveFeedTests {

  /** Even of frames that wait for a client, however slow the machine that runs this is. */
  private static final int TOO_MANY = 50_001;

  private static final CurrentUser ADA = new CurrentUser("ada", "a@example.org", "Ada", "USER", "");
  private static final SocketSettings SETTINGS = LiveSockets.liveSocketSettings(1);

  private final MutableClock clock = MutableClock.of(Instant.ofEpochSecond(1), ZoneOffset.UTC);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OpenSockets open = new OpenSockets(clock, meters, SETTINGS);
  private final OutboundFrames frames = new OutboundFrames(open, meters, SETTINGS);
  private final Watchers watchers = new Watchers(open);
  private final List<String> sent = new ArrayList<>();
  private final LiveFeed feed = new LiveFeed(sockets(), frames, watchers, clock, meters);
  private final CountDownLatch clientReads = new CountDownLatch(1);

  private SimpMessageSendingOperations sockets() {
    SimpMessageSendingOperations sockets = mock(SimpMessageSendingOperations.class);
    doAnswer(
            call -> {
              Object payload = call.getArgument(1);
              List<?> messages = payload instanceof List<?> batch ? batch : List.of(payload);
              messages.forEach(message ->
                  sent.add(
                      call.getArgument(0)
                          + " "
                          + ((LiveMessage) message).timestamp().toEpochMilli()));
              return null;
            })
        .when(sockets)
        .convertAndSend(any(String.class), any(Object.class));
    return sockets;
  }

  @AfterEach
  void end() {
    clientReads.countDown();
  }

  @Test
  @Timeout(30)
  void accept_moreFramesThanGoOut_waitAndTheNewestOfEachSeriesIsSent() throws Exception {
    watch("1", Topic.FLEET);
    watch("2", Topic.ofServer("s"));
    congest();

    feed.accept(update(1));
    feed.accept(update(2));
    feed.round();
    assertThat(sent).isEmpty();

    clientReads.countDown();
    while (frames.tooMany()) {
      Thread.sleep(1);
    }
    clock.add(Duration.ofSeconds(1));
    feed.round();
    assertThat(sent).containsExactlyInAnyOrder("/topic/servers.s 2", "/topic/fleet 2");
  }

  @Test
  void accept_framesGoOut_isSentAtOnceAndOnceASecondToTheFleet() {
    watch("1", Topic.FLEET);
    watch("2", Topic.ofServer("s"));

    feed.accept(update(1));
    feed.accept(update(2));
    feed.accept(update(2));

    assertThat(sent).containsExactly("/topic/servers.s 1", "/topic/fleet 1", "/topic/servers.s 2");
  }

  @Test
  void accept_afterOneAheadOfItsTime_sendsWhatComesInTime() {
    watch("1", Topic.ofServer("s"));

    feed.accept(update(300_000));
    clock.add(Duration.ofSeconds(1));
    feed.accept(update(1_500));

    assertThat(sent).containsExactly("/topic/servers.s 300000", "/topic/servers.s 1500");
  }

  @Test
  void round_batchesWatched_sendsWhatWasGatheredOnceASecond() {
    watch("1", Topic.FLEET_BATCHES);

    feed.accept(update(1));
    feed.accept(update(2));
    assertThat(sent).isEmpty();
    feed.round();
    feed.accept(update(3));
    feed.round();
    assertThat(sent).containsExactly("/topic/fleet.batches 2");

    clock.add(Duration.ofSeconds(1));
    feed.round();
    assertThat(sent).containsExactly("/topic/fleet.batches 2", "/topic/fleet.batches 3");
  }

  @Test
  @Timeout(30)
  void round_moreFramesThanGoOut_keepsWhatWasGathered() throws Exception {
    watch("1", Topic.FLEET_BATCHES);
    congest();
    feed.accept(update(1));
    feed.round();
    assertThat(sent).isEmpty();

    clientReads.countDown();
    while (frames.tooMany()) {
      Thread.sleep(1);
    }
    feed.round();
    assertThat(sent).containsExactly("/topic/fleet.batches 1");
  }

  private void congest() {
    for (int i = 0; i < TOO_MANY; i++) {
      frames.send(new FakeFrame("b", this::awaitClient));
    }
  }

  private void awaitClient() {
    try {
      clientReads.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static LiveUpdate update(long timestamp) {
    return new LiveUpdate("s", "power", timestamp, 1, Origin.EMULATED);
  }

  private void watch(String subscriptionId, Topic topic) {
    watchers.subscribe("a", subscriptionId, topic.destination(), ADA);
  }
}
