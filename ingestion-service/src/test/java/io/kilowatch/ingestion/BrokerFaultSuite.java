package io.kilowatch.ingestion;

import static io.kilowatch.ingestion.IngestionUnderTest.reading;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What ingestion promises while its broker fails. */
@ExtendWith(OutputCaptureExtension.class)
abstract class BrokerFaultSuite extends IngestionOnBroker {

  private static final String KEY = Fixtures.SERVER_KEY;

  @Test
  void post_queueGone_isOutcomeUnknownUntilItIsDeclaredAgain() throws Exception {
    try (ReadingQueues queues = new ReadingQueues(broker.uri())) {
      queues.delete("readings.power");
    }

    HttpResponse<String> answer = ingestion.post(KEY, reading("server-1", "power", 1, 1));

    assertProblem(503, answer);
    assertThat(answer.body())
        .contains(
            "\"detail\":\"the broker has no queue readings.power for power readings; the outcome is"
                + " unknown, sending again is safe\"");
    ingestion.awaitReady();
  }

  @Test
  void post_brokerKilledSoonAfterAQueueWasMade_keepsWhatWasAcknowledged() throws Exception {
    try (ReadingQueues queues = new ReadingQueues(broker.uri())) {
      queues.delete("readings.power");
    }
    assertProblem(503, ingestion.post(KEY, reading("server-1", "power", 1, 1)));
    ingestion.awaitReady();
    assertThat(ingestion.post(KEY, reading("server-1", "power", 7, 7)).statusCode()).isEqualTo(202);

    broker.kill();
    broker.restart();

    ingestion.awaitReady();
    assertThat(ReadingQueues.readings(drain())).contains("server-1 power 7 7.0");
  }

  @Test
  void post_brokerStalls_isOutcomeUnknownInTimeAndRecovers(CapturedOutput log) {
    try (IngestionUnderTest impatient =
        new IngestionUnderTest(broker.uri(), registry, "kilowatch.ingestion.confirm-timeout=1s")) {
      impatient.awaitReady();
      broker.pause();
      try {
        Instant before = Instant.now();
        HttpResponse<String> answer = impatient.post(KEY, reading("server-1", "power", 1, 1));
        assertProblem(503, answer);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        // Not for want of a heartbeat, which would be noticed later.
        assertThat(log).contains("the broker has confirmed nothing for 1 s");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
      } finally {
        broker.resume();
      }
      impatient.awaitReady();
    }
    ingestion.awaitReady();
  }

  @Test
  void post_brokerKilledAndRestarted_everyAcknowledgedReadingIsInAQueue() throws Exception {
    Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    Set<Integer> refused = ConcurrentHashMap.newKeySet();
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      for (int client = 0; client < 8; client++) {
        int first = client;
        clients.submit(() -> {
          for (int number = first; number < 8_000; number += 8) {
            int status =
                ingestion.post(KEY, reading("server-1", "power", number, number)).statusCode();
            (status == 202 ? acknowledged : refused).add(number);
            if (status != 202) {
              assertThat(status).isEqualTo(503);
              IngestionUnderTest.sleep(Duration.ofMillis(20));
            }
          }
        });
      }
      await(() -> acknowledged.size() > 500);
      broker.kill();
      await(() -> !refused.isEmpty());
      broker.restart();
      clients.shutdown();
      assertThat(clients.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }
    ingestion.awaitReady();

    Set<String> stored = Set.copyOf(ReadingQueues.readings(drain()).stream().distinct().toList());
    assertThat(refused).isNotEmpty();
    assertThat(acknowledged.size() + refused.size()).isEqualTo(8_000);
    assertThat(acknowledged)
        .allSatisfy(number ->
            assertThat(stored).contains("server-1 power " + number + " " + (double) number));
  }

  @Test
  void start_brokerAway_refusesUntilItIsThere() {
    broker.kill();
    try (IngestionUnderTest fresh = new IngestionUnderTest(broker.uri(), registry)) {
      IngestionUnderTest.sleep(Duration.ofSeconds(1));
      HttpResponse<String> answer = fresh.post(KEY, reading("server-1", "power", 1, 1));
      assertProblem(503, answer);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();

      broker.restart();
      fresh.awaitReady();
    }
  }
}
