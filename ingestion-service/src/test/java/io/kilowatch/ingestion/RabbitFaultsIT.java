package io.kilowatch.ingestion;

import static io.kilowatch.ingestion.IngestionUnderTest.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.local.Broker;
import io.kilowatch.local.RabbitNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ingestion while a real RabbitMQ fails. */
class RabbitFaultsIT extends BrokerFaultSuite {

  private RabbitNode node;

  @Override
  Broker startBroker(Path brokerDirectory) {
    node = RabbitNode.start(brokerDirectory);
    return node;
  }

  @Test
  void post_memoryAlarm_isRefusedAtOnceUntilItIsOver() throws Exception {
    String body = reading("server-1", "power", 1, 1);
    node.control("set_vm_memory_high_watermark", "absolute", "1MB");
    try {
      // RabbitMQ tells a publisher that it is blocked once it publishes.
      await(() -> ingestion.post(Fixtures.SERVER_KEY, body).statusCode() == 503);
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        long before = System.nanoTime();
        HttpResponse<String> answer = ingestion.post(Fixtures.SERVER_KEY, body);
        times.add(Duration.ofNanos(System.nanoTime() - before));
        assertProblem(503, answer);
        assertThat(answer.body()).contains("takes nothing at the moment");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      }
      // The machine may pause during one of them, not during most of them.
      Collections.sort(times);
      assertThat(times.get(times.size() / 2)).isLessThan(Duration.ofSeconds(1));
    } finally {
      node.control("set_vm_memory_high_watermark", "absolute", "768MB");
    }
    ingestion.awaitReady();
  }
}
