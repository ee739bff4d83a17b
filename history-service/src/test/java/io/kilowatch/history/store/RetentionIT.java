package io.kilowatch.history.store;

import static io.kilowatch.history.CassandraFixture.power;
import static io.kilowatch.history.CassandraFixture.steady;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.history.HistoryPlatform;
import io.kilowatch.history.HistorySuite;
import io.kilowatch.history.RunningService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A retention of 30 days over HTTP, on a real Cassandra that keeps more. */
class RetentionIT extends HistorySuite {

  RetentionIT(HistoryPlatform platform) {
    super(platform);
  }

  @Test
  void lastReading_pastRetention_isNowhere(@TempDir Path directory) {
    append("silent", Duration.ofDays(31));
    append("late", Duration.ofDays(29));
    try (TestRegistry own = new TestRegistry("history-service")) {
      own.site("berlin", TestRegistry.period(TestRegistry.REGISTERED, "DE", 1.5, 0.2));
      own.server("silent", "berlin");
      own.server("late", "berlin");
      try (RunningService service =
          RunningService.with("KILOWATCH_RETENTION=30d", own, cassandra.contactPoint(), directory)
              .awaitReady()) {
        assertLastReading(service, "silent", false);
        assertLastReading(service, "late", true);
      }
    }
  }

  private void append(String serverId, Duration age) {
    cassandra.append(power(serverId), steady(Instant.now().minus(age), HOUR, 1, i -> 77));
  }

  private static void assertLastReading(RunningService service, String serverId, boolean there) {
    JsonNode latest = of(serverId, service.json("/fleet/latest").get("items"));
    assertThat(latest.get("power").isNull()).isNotEqualTo(there);
    JsonNode sensor = of(serverId, service.json("/fleet/sensors").get("items"));
    assertThat(sensor.get("lastReading").isNull()).isNotEqualTo(there);
    JsonNode status = service.json("/servers/" + serverId + "/status").get("sensors").get(0);
    assertThat(status.get("lastReading").isNull()).isNotEqualTo(there);
  }

  /** Power comes first. */
  private static JsonNode of(String serverId, JsonNode items) {
    return itemWith("serverId", serverId, items);
  }
}
