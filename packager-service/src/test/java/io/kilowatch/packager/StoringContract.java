package io.kilowatch.packager;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.OpenHour;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Readings in are readings stored, shown live, and closed when their hour is over. */
abstract class StoringContract extends PackagerFixture {

  private static final Instant HOUR =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(5));
  private static final Duration LIVE_INTERVAL = Duration.ofMillis(250);
  private static final Duration GIVEN_UP = Duration.ofSeconds(30);

  @Test
  void published_goodBatch_isStoredThenAcknowledged() throws Exception {
    String server = newServer();
    outside.publish(run(server, HOUR, 1.5, 2.5, 3.5));
    awaitStored(server, HOUR, 1.5, 2.5, 3.5);
    assertThat(stored(server, HOUR).origin(0)).isEqualTo(Origin.EMULATED);
    assertThat(stored(server, HOUR).rankSeconds(0)).isEqualTo(HOUR.getEpochSecond());
    assertAllAcknowledged();
  }

  @Test
  void published_otherMetrics_areStoredFromTheirQueues() throws Exception {
    String server = newServer();
    for (Map.Entry<String, String> metric :
        Map.of("co2", "co2", "temperature", "other").entrySet()) {
      ReadingRun run =
          new ReadingRun(
              server,
              metric.getKey(),
              "k",
              Origin.MEASURED,
              HOUR.getEpochSecond(),
              new long[] {HOUR.toEpochMilli()},
              new double[] {21});
      outside.publish(metric.getValue(), ReadingBatchCodec.encode(List.of(run)));
    }
    eventually(() -> {
      assertThat(store.readHour(new SeriesKey(server, "co2"), HOUR).size()).isEqualTo(1);
      assertThat(store.readHour(new SeriesKey(server, "temperature"), HOUR).size()).isEqualTo(1);
    });
  }

  @Test
  void published_thousandsInAnyOrder_readingsInAreReadingsStored() throws Exception {
    Random random = new Random(7);
    Map<String, TreeMap<Long, Double>> sent = new HashMap<>();
    List<String> servers = List.of(newServer(), newServer(), newServer(), newServer());
    for (int batch = 0; batch < 400; batch++) {
      ReadingRun[] runs = new ReadingRun[3];
      for (int r = 0; r < runs.length; r++) {
        String server = servers.get(random.nextInt(servers.size()));
        runs[r] =
            run(
                server,
                HOUR.plusMillis((batch * 3L + r) * 1000 + random.nextInt(800)),
                random.doubles(20, 0, 500).toArray());
        for (int i = 0; i < runs[r].size(); i++) {
          sent.computeIfAbsent(server, s -> new TreeMap<>())
              .put(runs[r].timestampsMillis()[i], runs[r].values()[i]);
        }
      }
      outside.publish(runs);
    }
    for (String server : servers) {
      eventually(() -> assertThat(byTimestamp(stored(server, HOUR))).isEqualTo(sent.get(server)));
    }
    assertThat(sent.values().stream().mapToInt(Map::size).sum()).isEqualTo(24_000);
    assertAllAcknowledged();
  }

  private static Map<Long, Double> byTimestamp(Readings readings) {
    Map<Long, Double> byTimestamp = new TreeMap<>();
    for (int i = 0; i < readings.size(); i++) {
      byTimestamp.put(readings.timestampMillis(i), readings.value(i));
    }
    return byTimestamp;
  }

  @Test
  void published_oldValueComesAgainAfterItsCorrection_correctionStays() throws Exception {
    String server = newServer();
    long rank = HOUR.getEpochSecond();
    outside.publish(ranked(rank, server, HOUR, 100));
    awaitStored(server, HOUR, 100);
    outside.publish(ranked(rank + 60, server, HOUR, 90));
    awaitStored(server, HOUR, 90);
    outside.publish(ranked(rank, server, HOUR, 100));
    String marker = newServer();
    outside.publish(run(marker, HOUR, 1));
    awaitStored(marker, HOUR, 1);
    assertThat(values(stored(server, HOUR))).containsExactly(90.0);
  }

  @Test
  void published_hundredsInASecond_liveShowsFewAndTheNewest() throws Exception {
    String server = newServer();
    Queue<LiveUpdate> seen = outside.watch(server);
    long begun = System.nanoTime();
    double last = 0;
    while (seen.size() < 3 && System.nanoTime() - begun < GIVEN_UP.toNanos()) {
      last++;
      outside.publish(run(server, Instant.now(), last));
      Thread.sleep(5);
    }
    double newest = last;
    eventually(() -> assertThat(seen).extracting(LiveUpdate::value).contains(newest));
    long intervals = Duration.ofNanos(System.nanoTime() - begun).dividedBy(LIVE_INTERVAL);
    assertThat((long) seen.size()).isBetween(3L, intervals + 2).isLessThan((long) newest);
    assertThat(seen).extracting(LiveUpdate::timestamp).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void published_oldReadings_liveShowsNone() throws Exception {
    String server = newServer();
    Queue<LiveUpdate> seen = outside.watch(server);
    outside.publish(run(server, Instant.now().minus(Duration.ofMinutes(3)), 1));
    outside.publish(run(server, Instant.now(), 2));
    eventually(() -> assertThat(seen).isNotEmpty());
    assertThat(seen).extracting(LiveUpdate::value).containsExactly(2.0);
  }

  @Test
  void hourOver_afterItsGrace_isClosedAndAgainAfterLateReadings() throws Exception {
    String server = newServer();
    SeriesKey key = new SeriesKey(server, "power");
    outside.publish(run(server, HOUR, 10, 20));
    awaitStored(server, HOUR, 10, 20);
    outside.publish(run(server, HOUR.plusSeconds(60), 30));
    awaitStored(server, HOUR, 10, 20, 30);
    assertThat(openHours(server)).containsExactly(new OpenHour(key, HOUR));

    closeDueHours(server);
    assertThat(values(stored(server, HOUR))).containsExactly(10.0, 20.0, 30.0);

    outside.publish(run(server, HOUR.plusSeconds(120), 40));
    awaitStored(server, HOUR, 10, 20, 30, 40);
    assertThat(openHours(server)).containsExactly(new OpenHour(key, HOUR));
    closeDueHours(server);
    assertThat(values(stored(server, HOUR))).containsExactly(10.0, 20.0, 30.0, 40.0);
  }

  private List<OpenHour> openHours(String server) {
    return store.openHours(server, LocalDate.ofInstant(HOUR, ZoneOffset.UTC));
  }

  /** Puts the clock ahead until what was touched is due, and waits for the sweep. */
  private void closeDueHours(String server) {
    clock.ahead(Duration.ofMinutes(20));
    try {
      eventually(() -> assertThat(openHours(server)).isEmpty());
    } finally {
      clock.ahead(Duration.ZERO);
    }
  }
}
