package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.load.JsonBodies;
import io.kilowatch.benchmarks.load.Load;
import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Target;
import io.kilowatch.benchmarks.pipeline.Fleet;
import io.kilowatch.benchmarks.pipeline.LocalPlatform;
import io.kilowatch.benchmarks.pipeline.StoredReadings;
import io.kilowatch.benchmarks.pipeline.StoredReadings.Found;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIGKILL for one process after the other, each in the middle of a stream of numbered readings that
 * the platform, on a real RabbitMQ, has to store exactly once as far as it has acknowledged them.
 */
class KillIT {

  private static final long READINGS = Long.getLong("kilowatch.faults.readings", 40_000);
  private static final double PER_SECOND = READINGS / 12.0;
  private static final int IN_A_REQUEST = 20;
  private static final int CONNECTIONS = 8;
  private static final int SERVERS = 10;
  private static final Duration UNTIL_STORED = Duration.ofMinutes(3);

  @TempDir static Path directory;
  private static Platform platform;
  private static PlatformClient client;
  private static StoredReadings stored;
  private static int streams;

  @BeforeAll
  static void up() {
    platform = new Platform(directory.resolve("data"), "off", "rabbitmq");
    platform.up();
    URI url = URI.create(platform.url());
    client = new PlatformClient(url, platform.adminEmail(), platform.adminPassword());
    stored = new StoredReadings(url, client);
  }

  @AfterAll
  static void down() {
    platform.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"packager-service", "ingestion-service", "broker", "cassandra"})
  void kill9_inTheMiddleOfAStream_losesNothing(String process) throws Exception {
    Fleet fleet = Fleet.register(client, "kill-" + process, SERVERS);
    SeriesSet set =
        new SeriesSet(
            fleet.powerAndCo2(),
            Instant.now()
                .truncatedTo(ChronoUnit.HOURS)
                .minus(Duration.ofHours(5L + 5 * streams++))
                .toEpochMilli(),
            1_000);
    LocalPlatform local = LocalPlatform.in(platform.dataDirectory());
    Load load =
        new Load(
            Target.ingestion(local.address("ingestion-service"), fleet.key()),
            new JsonBodies(set, IN_A_REQUEST),
            CONNECTIONS);
    awaitKey(local, fleet);
    Load.Result result;
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      Future<Load.Result> stream = beside.submit(() -> load.run(READINGS, PER_SECOND));
      while (load.begun() < READINGS / 3) {
        Thread.sleep(20);
      }
      kill(local.process(process));
      result = stream.get();
    }

    Found found = awaitStored(set, result.readings());
    System.out.printf(
        "killed %s: acknowledged %d, stored %d, lost %d, duplicated %d, wrong %d,"
            + " requests sent again %d%n",
        process,
        result.readings(),
        found.stored(),
        found.lost(),
        found.duplicated(),
        found.wrong(),
        result.again());
    assertThat(result.readings()).isGreaterThanOrEqualTo(READINGS);
    assertThat(found).isEqualTo(new Found(result.readings(), 0, 0, 0));
  }

  /** Ingestion hears of a new key within seconds; until then it refuses it. */
  private static void awaitKey(LocalPlatform local, Fleet fleet) {
    Api ingestion = new Api(local.address("ingestion-service").toString());
    Api.await(
        "the key to be known",
        Duration.ofSeconds(20),
        () -> ingestion.tryIngest(fleet.key(), "[]"),
        status -> status.asInt() != 401);
  }

  private static void kill(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Reads everything back until all of it is there, or the time is over. */
  private static Found awaitStored(SeriesSet set, long total) throws Exception {
    Instant deadline = Instant.now().plus(UNTIL_STORED);
    while (true) {
      try {
        Found found = stored.find(set, total);
        if (found.lost() == 0 || Instant.now().isAfter(deadline)) {
          return found;
        }
      } catch (IOException e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
      }
      Thread.sleep(1_000);
    }
  }
}
