package io.kilowatch.base.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutboundFramesTests {

  private static final SocketSettings SETTINGS = new SocketSettings("live", List.of(), "/**", 1, 1);
  private static final int MOST = 5_000;
  private static final int MOST_IN_ALL = 50_000;

  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OutboundFrames frames =
      new OutboundFrames(
          new OpenSockets(Clock.systemUTC(), meters, SETTINGS), meters, SETTINGS, nanos::get);
  private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
  private final CountDownLatch clientReads = new CountDownLatch(1);

  @AfterEach
  void end() {
    clientReads.countDown();
  }

  @Test
  void framesOfOneSocket_goOutInOrder_andWaitForNoOther() throws Exception {
    hold("slow");
    for (int i = 0; i < 1_000; i++) {
      send("slow", "slow " + i);
      send("quick", "quick " + i);
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(gone.take()).isEqualTo("quick " + i);
    }
    assertThat(gone).isEmpty();

    clientReads.countDown();
    for (int i = 0; i < 1_000; i++) {
      assertThat(gone.take()).isEqualTo("slow " + i);
    }
  }

  @Test
  void framesThatWaitInOneLine_count() throws Exception {
    hold("a");
    for (int i = 0; i < MOST - 1; i++) {
      send("a", "");
    }
    assertThat(frames.tooMany()).isFalse();
    send("a", "");
    assertThat(frames.tooMany()).isTrue();

    clientReads.countDown();
    awaitAllGone();
    assertThat(frames.tooMany()).isFalse();
  }

  @Test
  void framesBehindOneThatIsStuck_holdUpNobody_untilTheyAreFarTooMany() throws Exception {
    hold("a");
    for (int i = 0; i < MOST; i++) {
      send("a", "");
    }
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(501));
    assertThat(frames.tooMany()).isFalse();
    assertThat(frames.full()).isFalse();

    for (int i = MOST; i < MOST_IN_ALL; i++) {
      send("a", "");
    }
    assertThat(frames.full()).isTrue();
    assertThat(frames.tooMany()).isTrue();
  }

  @Test
  void discard_forgetsWhatASocketWaitsFor() throws Exception {
    hold("a");
    for (int i = 0; i < MOST_IN_ALL; i++) {
      send("a", "");
    }
    frames.discard("a");
    assertThat(frames.tooMany()).isFalse();

    clientReads.countDown();
    awaitAllGone();
    assertThat(gone).isEmpty();
    send("a", "later");
    assertThat(gone.take()).isEqualTo("later");
  }

  /** The socket takes a frame, and no other until its client reads. */
  private void hold(String socketId) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    frames.send(
        new FakeFrame(
            socketId,
            () -> {
              held.countDown();
              try {
                clientReads.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
    held.await();
  }

  private void send(String socketId, String frame) {
    frames.send(new FakeFrame(socketId, () -> gone.add(frame)));
  }

  private void awaitAllGone() throws InterruptedException {
    while (meters.get("kilowatch.live.frames.under.way").gauge().value() > 0) {
      Thread.sleep(1);
    }
  }
}
