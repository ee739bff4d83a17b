package io.kilowatch.history.reading;

import static io.kilowatch.history.CassandraFixture.steady;
import static io.kilowatch.history.RunningService.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import io.kilowatch.base.TestRegistry;
import io.kilowatch.history.MemorySeries;
import io.kilowatch.history.RunningService;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CSV file that store or client leaves in the middle, over HTTP, with a store that obeys. */
class BrokenDownloadIT {

  private static final Instant FROM = Instant.parse("2025-03-01T00:00:00Z");
  private static final Readings AN_HOUR = steady(FROM, Duration.ofSeconds(1), 3600, i -> i);
  private static final String PATH =
      "/servers/a/readings.csv?metric=power&" + range(FROM, FROM.plusSeconds(3600));

  private static final ScriptedSeries STORE = new ScriptedSeries();
  private static TestRegistry registry;
  private static RunningService service;

  @BeforeAll
  static void start(@TempDir Path directory) {
    registry = new TestRegistry("history-service");
    registry.site("berlin", TestRegistry.period(TestRegistry.REGISTERED, "DE", 1.5, 0.2));
    registry.server("a", "berlin");
    service = RunningService.start(registry, STORE, directory);
    RunningService.await(
        "the directory",
        Duration.ofSeconds(30),
        () -> service.get("/servers/nobody/status").statusCode() == 404);
  }

  @AfterAll
  static void stop() {
    service.close();
    registry.close();
  }

  @Test
  void storeFails_beforeTheFirstByte_is503() {
    STORE.script =
        sink -> {
          throw AllNodesFailedException.fromErrors(List.of());
        };

    HttpResponse<String> answer = service.get(PATH);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
  }

  @Test
  void storeFails_inTheMiddle_breaksTheTransferOff() throws Exception {
    STORE.script =
        sink -> {
          var _ = sink.test(AN_HOUR);
          throw AllNodesFailedException.fromErrors(List.of());
        };

    HttpResponse<InputStream> answer = download();

    assertThat(answer.statusCode()).isEqualTo(200);
    try (InputStream body = answer.body()) {
      assertThatIOException().isThrownBy(() -> body.transferTo(OutputStream.nullOutputStream()));
    }
  }

  @Test
  void clientGoes_inTheMiddle_endsTheReading() throws Exception {
    CompletableFuture<RuntimeException> end = new CompletableFuture<>();
    STORE.script =
        sink -> {
          try {
            while (!end.isDone()) {
              var _ = sink.test(AN_HOUR);
            }
          } catch (RuntimeException e) {
            end.complete(e);
            throw e;
          }
        };

    try (InputStream body = download().body()) {
      assertThat(body.readNBytes(1000)).hasSize(1000);
    }

    try {
      assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(UncheckedIOException.class);
    } finally {
      end.cancel(true);
    }
  }

  private static HttpResponse<InputStream> download() throws Exception {
    return service
        .http()
        .send(
            service.request(PATH).header("Authorization", "Bearer " + service.token()).build(),
            HttpResponse.BodyHandlers.ofInputStream());
  }

  private static final class ScriptedSeries extends MemorySeries {

    private volatile Consumer<Predicate<Readings>> script;

    @Override
    public void read(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink) {
      script.accept(sink);
    }
  }
}
