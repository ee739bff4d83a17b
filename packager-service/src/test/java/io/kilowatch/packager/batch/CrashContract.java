package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import io.kilowatch.packager.PackagerFixture;
import io.kilowatch.packager.TestBroker;
import io.kilowatch.packager.closing.TouchedHours;
import io.kilowatch.packager.live.LiveThrottle;
import io.kilowatch.packager.shift.Backoff;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** A packager dies between the store's answer and its acknowledgement. */
public abstract class CrashContract extends PackagerFixture {

  private static final Instant HOUR =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(11));

  @Test
  void connectionDiesAfterStoring_comesAgainAndIsStoredOnce() throws Exception {
    String server = newServer();
    TouchedHours touched = packager.bean(TouchedHours.class);
    LiveThrottle live = packager.bean(LiveThrottle.class);
    packager.close();
    outside.publish(run(server, HOUR, 1, 2, 3));

    try (TestBroker dying = new TestBroker(broker().uri())) {
      Consumption consumption = consumption(dying.connection(), touched, live);
      assertThatThrownBy(consumption::run).isInstanceOf(Exception.class);
    }
    assertThat(values(stored(server, HOUR))).containsExactly(1.0, 2.0, 3.0);
    eventually(() -> assertThat(outside.ready("readings.power")).isEqualTo(1));

    packager = start().awaitReady();
    eventually(() -> assertThat(packager.counted("kilowatch.packager.redelivered")).isPositive());
    eventually(
        () -> assertThat(packager.counted("kilowatch.packager.readings.stored")).isEqualTo(3));
    assertThat(values(stored(server, HOUR))).containsExactly(1.0, 2.0, 3.0);
    assertAllAcknowledged();
  }

  /** The real thing, but that its connection dies when the store has answered. */
  private Consumption consumption(Connection connection, TouchedHours touched, LiveThrottle live)
      throws Exception {
    BatchProperties bounds =
        new BatchProperties(
            16,
            Duration.ofMillis(50),
            Duration.ZERO,
            Duration.ofSeconds(1),
            1000,
            1000,
            100_000,
            1,
            0,
            Duration.ofMillis(10));
    BatchMetrics metrics = new BatchMetrics(new SimpleMeterRegistry());
    BatchWriter writer =
        new BatchWriter(
            readings -> store.appendPacked(readings).thenRun(connection::abort),
            () -> {},
            messages -> {},
            reject -> {},
            bounds,
            metrics);
    Sorter sorter = new Sorter(new RunCheck(clock, Duration.ofDays(3653)));
    return new Consumption(
        connection.createChannel(), bounds, sorter, live, touched, writer, metrics, new Backoff());
  }
}
