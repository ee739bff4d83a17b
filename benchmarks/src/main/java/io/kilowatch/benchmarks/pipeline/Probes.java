package io.kilowatch.benchmarks.pipeline;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.load.KeepAlive;
import io.kilowatch.benchmarks.load.RequestBytes;
import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Sends a reading of one server now and then, as a sensor would, and measures how long it takes
 * until history shows it and until it reaches somebody who watches.
 */
final class Probes {

  /** Live values come at most four times a second for a series. */
  private static final long APART_MILLIS = 300;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * What the probes met, each from the moment of sending.
   *
   * @param missed probes that nobody who watches was told of
   */
  record Result(Histogram storedMillis, Histogram liveMillis, int missed) {}

  private final Target target;
  private final PlatformClient platform;
  private final StoredReadings stored;
  private final URI url;
  private final String serverId;

  Probes(Target target, PlatformClient platform, StoredReadings stored, URI url, String serverId) {
    this.target = target;
    this.platform = platform;
    this.stored = stored;
    this.url = url;
    this.serverId = serverId;
  }

  Result run(Duration duration) throws IOException, InterruptedException {
    Histogram storedMillis = new Histogram(60_000, 3);
    Histogram liveMillis = new Histogram(60_000, 3);
    List<long[]> sent = new ArrayList<>();
    try (LiveWatcher watcher = new LiveWatcher(url, platform.token(), serverId);
        KeepAlive connection = new KeepAlive(target.address())) {
      Thread.sleep(1_000); // until the subscription is there
      long end = System.nanoTime() + duration.toNanos();
      while (System.nanoTime() < end) {
        long timestamp = System.currentTimeMillis();
        long from = System.nanoTime();
        send(connection, timestamp);
        sent.add(new long[] {timestamp, from});
        awaitStored(timestamp, from);
        storedMillis.recordValue((System.nanoTime() - from) / 1_000_000);
        Thread.sleep(Math.max(0, APART_MILLIS - (System.nanoTime() - from) / 1_000_000));
      }
      Thread.sleep(2_000);
      int missed = 0;
      for (long[] probe : sent) {
        Long arrived = watcher.arrivedAt(probe[0]);
        if (arrived == null) {
          missed++;
        } else {
          liveMillis.recordValue((arrived - probe[1]) / 1_000_000);
        }
      }
      return new Result(storedMillis, liveMillis, missed);
    }
  }

  private void send(KeepAlive connection, long timestamp) throws IOException {
    RequestBytes request = new RequestBytes();
    request.clear();
    request.add(
        "{\"serverId\":\"%s\",\"metric\":\"power\",\"timestamp\":%d,\"value\":%d}"
            .formatted(serverId, timestamp, 100 + timestamp % 300)
            .getBytes(StandardCharsets.US_ASCII));
    request.finish(target.head().getBytes(StandardCharsets.US_ASCII));
    int status = connection.send(request);
    if (status != 202) {
      throw new IOException("a probe was refused: " + connection.answer());
    }
  }

  private void awaitStored(long timestamp, long from) throws IOException, InterruptedException {
    SeriesSet.Series series = new SeriesSet.Series(serverId, "power");
    while (!stored.has(series, timestamp)) {
      if (System.nanoTime() - from > PATIENCE.toNanos()) {
        throw new IOException("a probe was not stored within " + PATIENCE);
      }
      Thread.sleep(5);
    }
  }
}
