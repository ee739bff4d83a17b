package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.load.JsonBodies;
import io.kilowatch.benchmarks.load.Load;
import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Target;
import io.kilowatch.benchmarks.pipeline.Fleet;
import io.kilowatch.benchmarks.pipeline.StoredReadings.Found;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Numbered readings of servers of its own, sent while something bad happens; afterwards history has
 * to show each of those that were acknowledged exactly once, with its value.
 */
final class NumberedStream {

  private static final Duration UNTIL_STORED = Duration.ofMinutes(3);

  /** A stream that has to wait for a slow machine goes on, and may not get to the future. */
  private static final Duration BEFORE_NOW = Duration.ofDays(3);

  /**
   * How it is sent.
   *
   * @param servers of which each has two series
   * @param together readings in one request
   * @param perSecond readings of all series
   * @param live whether each reading's time is that of its sending; else they are a second apart
   *     from hours ago on
   */
  record Shape(int servers, int together, int connections, double perSecond, boolean live) {

    static final Shape PLAIN = new Shape(10, 20, 8, 2_000, false);

    Shape perSecond(double other) {
      return new Shape(servers, together, connections, other, live);
    }

    Shape connections(int other) {
      return new Shape(servers, together, other, perSecond, live);
    }
  }

  private final RunningPlatform platform;
  private final Shape shape;
  private final Fleet fleet;
  private final SeriesSet set;
  private final Refusals refusals = new Refusals();
  private final Load load;
  private Load.Result result;

  /** Registers the servers it is of. */
  NumberedStream(RunningPlatform platform, URI target, String name, Shape shape) throws Exception {
    this.platform = platform;
    this.shape = shape;
    this.fleet = platform.fleet(name, shape.servers());
    this.set = readings();
    this.load =
        new Load(
            Target.ingestion(target, fleet.key()),
            new JsonBodies(set, shape.together()),
            shape.connections(),
            refusals);
  }

  private SeriesSet readings() {
    int series = 2 * shape.servers();
    long step = shape.live() ? Math.round(1_000 * series / shape.perSecond()) : 1_000;
    Instant first =
        shape.live()
            ? Instant.now()
            : Instant.now().truncatedTo(ChronoUnit.HOURS).minus(BEFORE_NOW);
    return new SeriesSet(fleet.powerAndCo2(), first.toEpochMilli(), step);
  }

  Fleet fleet() {
    return fleet;
  }

  Refusals refusals() {
    return refusals;
  }

  /** What became of the sending, once it is over. */
  Load.Result result() {
    return result;
  }

  /** How many readings are acknowledged or under way. */
  long begun() {
    return load.begun();
  }

  /** Lets something happen in its midst: after so many readings, and so many at least in all. */
  void during(long before, long atLeast, Fault fault) throws Exception {
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      Future<Load.Result> running =
          beside.submit(() -> load.run(Long.MAX_VALUE, shape.perSecond()));
      try {
        awaitBegun(running, before);
        fault.strike();
        awaitBegun(running, atLeast);
      } finally {
        load.stop();
      }
      result = running.get();
    }
  }

  private void awaitBegun(Future<Load.Result> running, long readings) throws Exception {
    while (load.begun() < readings) {
      try {
        running.get(20, TimeUnit.MILLISECONDS);
        throw new AssertionError("the stream ended before it was to");
      } catch (TimeoutException e) {
        // It goes on, as it should.
      } catch (ExecutionException e) {
        throw new AssertionError("the stream broke off", e.getCause());
      }
    }
  }

  /** Reads everything back, prints what is there, and fails unless it is all there, once. */
  void assertStoredOnce(String fault) throws Exception {
    long acknowledged = result.readings();
    Found found = awaitStored(acknowledged);
    System.out.printf(
        "%s: sent %d, acknowledged %d, stored %d, lost %d, duplicated %d, wrong %d;"
            + " requests refused %d, broken off %d%n",
        fault,
        acknowledged + result.again() * shape.together(),
        acknowledged,
        found.stored(),
        found.lost(),
        found.duplicated(),
        found.wrong(),
        refusals.refused(),
        refusals.broken());
    assertThat(found).isEqualTo(new Found(acknowledged, 0, 0, 0));
    assertThat(refusals.unlike()).as("a refusal other than 503 with Retry-After").isEmpty();
  }

  /** Reads everything back until all of it is there, or the time is over. */
  private Found awaitStored(long total) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(UNTIL_STORED);
    while (true) {
      try {
        Found found = platform.stored().find(set, total);
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
