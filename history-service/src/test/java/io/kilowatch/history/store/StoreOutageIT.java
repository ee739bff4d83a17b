package io.kilowatch.history.store;

import static io.kilowatch.history.RunningService.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.history.RunningService;
import io.kilowatch.local.CassandraNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreOutageIT {

  private static final String PATH = "/servers/a/readings?metric=power&from=0&to=9";
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  @Test
  void cassandraAway_atTheStartAndLater_is503UntilItIsBack(@TempDir Path directory) {
    try (CassandraNode node = CassandraNode.start(directory.resolve("cassandra"));
        TestRegistry registry = new TestRegistry("history-service")) {
      node.stop();
      registry.site("berlin", TestRegistry.period(TestRegistry.REGISTERED, "DE", 1.5, 0.2));
      registry.server("a", "berlin");
      try (RunningService service =
          RunningService.start(registry, node.contactPoint(), directory)) {
        assertUnavailable(service);

        node.restart();
        service.awaitReady();
        assertThat(service.get(PATH).statusCode()).isEqualTo(200);

        node.kill();
        await("503", RECOVERY, () -> service.get(PATH).statusCode() == 503);
        assertUnavailable(service);

        node.restart();
        service.awaitReady();
        await("recovery", RECOVERY, () -> service.get(PATH).statusCode() == 200);
      }
    }
  }

  private static void assertUnavailable(RunningService service) {
    await("the directory", RECOVERY, () -> !service.get(PATH).body().contains("registry"));
    HttpResponse<String> answer = service.get(PATH);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    await("not ready", RECOVERY, () -> service.readiness().statusCode() == 503);
  }
}
