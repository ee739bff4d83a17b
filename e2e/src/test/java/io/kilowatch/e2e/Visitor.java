package io.kilowatch.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who goes round the whole platform over and over, asks each service something, and
 * expects an answer, a broken connection, or 503 with the time to come back.
 */
final class Visitor implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

  private static final List<String> PATHS =
      List.of(
          "/",
          "/api/v1/sites?limit=1",
          "/api/v1/metrics",
          "/api/v1/dead-letters?limit=1",
          "/api/v1/history/fleet/latest",
          "/api/v1/emulators/sensors");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI url;
  private final String token;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong putOff = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final AtomicLong rounds = new AtomicLong();
  private final Queue<String> unlike = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.ofPlatform().name("visitor").unstarted(this::goRound);
  private volatile boolean leaving;

  Visitor(URI url, String token) {
    this.url = url;
    this.token = token;
  }

  void start() {
    thread.start();
  }

  /** Until all have been asked once more. */
  void awaitRound() {
    long wanted = rounds.get() + 2; // the one under way may be nearly over
    long end = System.nanoTime() + LONGEST_ROUND.toNanos();
    while (rounds.get() < wanted) {
      if (System.nanoTime() > end) {
        throw new AssertionError("a round took more than " + LONGEST_ROUND);
      }
      Api.pause(PAUSE);
    }
  }

  private void goRound() {
    while (!leaving) {
      for (String path : PATHS) {
        ask(path);
        Api.pause(PAUSE);
      }
      rounds.incrementAndGet();
    }
  }

  private void ask(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      note(path, answer.statusCode(), answer.headers().map(), answer.body());
    } catch (IOException e) {
      broken.incrementAndGet();
    } catch (InterruptedException e) {
      leaving = true;
    }
  }

  private void note(String path, int status, Map<String, List<String>> headers, String body) {
    if (status == 200) {
      answered.incrementAndGet();
    } else if (status == 503 && headers.containsKey("retry-after")) {
      putOff.incrementAndGet();
    } else {
      unlike.add(path + ": " + status + " " + headers + " " + body);
    }
  }

  long answered() {
    return answered.get();
  }

  /** Questions that had to be asked again: put off with 503, or broken off. */
  long again() {
    return putOff.get() + broken.get();
  }

  /** Answers that a client which tries again would not get over. */
  List<String> unlike() {
    return List.copyOf(unlike);
  }

  @Override
  public void close() throws InterruptedException {
    leaving = true;
    thread.join(Duration.ofSeconds(30));
    http.shutdownNow();
  }

  @Override
  public String toString() {
    return "%d answered, %d put off with 503, %d broken off, %d else"
        .formatted(answered.get(), putOff.get(), broken.get(), unlike.size());
  }
}
