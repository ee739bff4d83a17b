package io.kilowatch.ingestion;

import static io.kilowatch.ingestion.IngestionUnderTest.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.local.Broker;
import io.kilowatch.local.RabbitNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ingestion while a real RabbitMQ fails. */
class RabbitFaultsIT extends BrokerFaultSuite {

  private Path node;

  @Override
  Broker startBroker(Path brokerDirectory) {
    node = brokerDirectory;
    return RabbitNode.start(brokerDirectory);
  }

  @Test
  void post_memoryAlarm_isRefusedAtOnceUntilItIsOver() throws Exception {
    String body = reading("server-1", "power", 1, 1);
    rabbitmqctl("set_vm_memory_high_watermark", "absolute", "1MB");
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
      rabbitmqctl("set_vm_memory_high_watermark", "absolute", "768MB");
    }
    ingestion.awaitReady();
  }

  private void rabbitmqctl(String... arguments) throws IOException, InterruptedException {
    Properties ports = new Properties();
    try (InputStream in = Files.newInputStream(node.resolve("ports.properties"))) {
      ports.load(in);
    }
    ProcessBuilder command = new ProcessBuilder("/usr/lib/rabbitmq/bin/rabbitmqctl");
    command.command().addAll(List.of("-n", "kilowatch@localhost"));
    command.command().addAll(List.of(arguments));
    command.environment().put("HOME", node.resolve("home").toString());
    command.environment().put("ERL_EPMD_PORT", ports.getProperty("epmd"));
    command
        .environment()
        .put("RABBITMQ_CONF_ENV_FILE", node.resolve("rabbitmq-env.conf").toString());
    Path output = node.resolve("rabbitmqctl.log");
    Process process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}
