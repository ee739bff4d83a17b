package io.kilowatch.packager;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.local.Broker;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.SeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The service between a real broker and a real Cassandra, and a look at what it stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PackagerFixture {

  protected final ShiftedClock clock = new ShiftedClock();
  protected CqlSession session;
  protected SeriesStore store;
  protected RunningPackager packager;
  protected TestBroker outside;

  protected abstract Broker broker();

  @BeforeAll
  void startPackager() throws Exception {
    session = Servers.session();
    store = Servers.store(session, clock);
    packager = start().awaitReady();
    outside = new TestBroker(broker().uri());
  }

  @AfterAll
  void stopPackager() {
    packager.close();
    outside.close();
    session.close();
  }

  protected RunningPackager start() {
    return RunningPackager.start(Servers.cassandra().contactPoint(), broker().uri(), clock);
  }

  /** A name that no other test uses. */
  protected static String newServer() {
    return "server-" + UUID.randomUUID();
  }

  protected static ReadingRun ranked(
      long rankSeconds, String serverId, Instant from, double... values) {
    long[] timestamps = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      timestamps[i] = from.toEpochMilli() + i;
    }
    return new ReadingRun(
        serverId, "power", "key-1", Origin.EMULATED, rankSeconds, timestamps, values);
  }

  protected static ReadingRun run(String serverId, Instant from, double... values) {
    return ranked(from.getEpochSecond(), serverId, from, values);
  }

  protected Readings stored(String serverId, Instant in) {
    return store.readHour(new SeriesKey(serverId, "power"), in);
  }

  protected static List<Double> values(Readings readings) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      values.add(readings.value(i));
    }
    return values;
  }

  protected void awaitStored(String serverId, Instant in, double... expected) {
    eventually(() ->
        assertThat(values(stored(serverId, in)).stream().mapToDouble(v -> v).toArray())
            .containsExactly(expected));
  }

  protected static void eventually(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .untilAsserted(assertion);
  }

  /** Stops the packager, which hands back whatever it has not acknowledged, and looks. */
  protected void assertAllAcknowledged() throws Exception {
    packager.close();
    try {
      for (String routingKey : BrokerNames.READING_ROUTING_KEYS) {
        assertThat(outside.ready(BrokerNames.readingQueue(routingKey))).isZero();
      }
    } finally {
      packager = start().awaitReady();
    }
  }

  protected void assertNoDeadLetterOf(String serverId) {
    assertThat(packager.as("ADMIN", "GET", "/api/v1/dead-letters?limit=1000").body())
        .contains("\"items\"")
        .doesNotContain(serverId);
  }
}
