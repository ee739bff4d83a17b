package io.kilowatch.benchmarks.pipeline;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Walk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Reads back what was sent, over the same history that people read. */
public final class StoredReadings {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What was found of what was sent: each reading once, with its value, or not so. */
  public record Found(long stored, long lost, long duplicated, long wrong) {
    static final Found NOTHING = new Found(0, 0, 0, 0);

    Found plus(Found other) {
      return new Found(
          stored + other.stored,
          lost + other.lost,
          duplicated + other.duplicated,
          wrong + other.wrong);
    }

    public boolean complete() {
      return lost == 0 && duplicated == 0 && wrong == 0;
    }
  }

  private final URI url;
  private final PlatformClient platform;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public StoredReadings(URI url, PlatformClient platform) {
    this.url = url;
    this.platform = platform;
  }

  /** Waits until the last reading of each series is there; how long that took. */
  public Duration awaitLast(SeriesSet set, long total) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    for (int i = 0; i < set.size(); i++) {
      long last = set.timestampMillis(set.count(i, total) - 1);
      while (!has(set.series().get(i), last)) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new IllegalStateException("not stored within " + PATIENCE);
        }
        Thread.sleep(20);
      }
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  boolean has(SeriesSet.Series series, long timestampMillis)
      throws IOException, InterruptedException {
    return !platform
        .get(path(series, "readings") + "&limit=1" + range(timestampMillis, timestampMillis + 1))
        .path("items")
        .isEmpty();
  }

  /** Reads every series from its first reading to beyond its last. */
  public Found find(SeriesSet set, long total) throws IOException, InterruptedException {
    return findEvery(1, set, total);
  }

  /** Reads every so many-th series so; the readings of the others count for nothing. */
  Found findEvery(int step, SeriesSet set, long total) throws IOException, InterruptedException {
    Found found = Found.NOTHING;
    for (int i = 0; i < set.size(); i += step) {
      found = found.plus(find(set, i, set.count(i, total)));
    }
    return found;
  }

  private Found find(SeriesSet set, int index, long count)
      throws IOException, InterruptedException {
    String path =
        path(set.series().get(index), "readings.csv")
            + range(set.firstMillis(), set.timestampMillis(count) + 1);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + platform.token())
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(response.body(), StandardCharsets.UTF_8), 1 << 16)) {
      if (response.statusCode() != 200) {
        throw new IOException(path + ": " + response.statusCode() + " " + lines.readLine());
      }
      lines.readLine(); // its header
      return compare(lines, set, index, count);
    }
  }

  static Found compare(BufferedReader lines, SeriesSet set, int index, long count)
      throws IOException {
    long stored = 0;
    long duplicated = 0;
    long wrong = 0;
    long number = -1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int comma = line.indexOf(',');
      long millis = Instant.parse(line.substring(0, comma)).toEpochMilli() - set.firstMillis();
      long at = millis / set.stepMillis();
      String value = line.substring(comma + 1, line.indexOf(',', comma + 1));
      if (at >= count || millis % set.stepMillis() != 0) {
        wrong++;
      } else if (at <= number) {
        duplicated++;
      } else {
        number = at;
        if (Math.round(Double.parseDouble(value) * 100) == Walk.hundredths(index, at)) {
          stored++;
        } else {
          wrong++;
        }
      }
    }
    return new Found(stored, count - stored, duplicated, wrong);
  }

  private static String path(SeriesSet.Series series, String what) {
    return "/api/v1/history/servers/%s/%s?metric=%s"
        .formatted(series.serverId(), what, series.metric());
  }

  private static String range(long fromMillis, long toMillis) {
    return "&from=" + Instant.ofEpochMilli(fromMillis) + "&to=" + Instant.ofEpochMilli(toMillis);
  }
}
