package io.kilowatch.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.local.Broker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Ingestion with a broker that can be killed, and queues that can be read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IngestionOnBroker {

  Broker broker;
  RegistryFixture registry;
  IngestionUnderTest ingestion;

  abstract Broker startBroker(Path brokerDirectory);

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = startBroker(directory.resolve("broker"));
    registry = new RegistryFixture(directory);
    ingestion = new IngestionUnderTest(broker.uri(), registry);
  }

  @AfterAll
  void stop() {
    ingestion.close();
    registry.close();
    broker.close();
  }

  @BeforeEach
  void emptyQueues() throws Exception {
    ingestion.awaitReady();
    drain();
  }

  List<ReadingQueues.Message> drain() throws Exception {
    try (ReadingQueues queues = new ReadingQueues(broker.uri())) {
      return queues.drain();
    }
  }

  static void assertProblem(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"type\":\"about:blank\"", "\"status\":" + status, "\"title\":");
    assertThat(answer.body().contains("\"errors\":[{\"field\":")).isEqualTo(status == 400);
  }

  static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      IngestionUnderTest.sleep(Duration.ofMillis(50));
    }
  }
}
