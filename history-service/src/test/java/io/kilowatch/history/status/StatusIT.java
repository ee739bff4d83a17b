package io.kilowatch.history.status;

import static io.kilowatch.history.CassandraFixture.power;
import static io.kilowatch.history.CassandraFixture.steady;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.history.HistoryPlatform;
import io.kilowatch.history.HistorySuite;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Status of sensors over HTTP, on a real Cassandra. */
class StatusIT extends HistorySuite {

  StatusIT(HistoryPlatform platform) {
    super(platform);
  }

  @Test
  void status_sensorThatPaused_saysWhen() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    cassandra.append(
        power("gaps"),
        steady(now.minus(HOUR.multipliedBy(3)), Duration.ofSeconds(10), 360, i -> 1));
    cassandra.append(power("gaps"), steady(now.minus(HOUR), Duration.ofSeconds(10), 355, i -> 2));

    JsonNode sensors = service.json("/servers/gaps/status").get("sensors");

    JsonNode power = sensors.get(0);
    assertThat(power.get("metric").asString()).isEqualTo("power");
    assertThat(power.get("lastReading").get("origin").asString()).isEqualTo("measured");
    assertThat(power.get("expectedIntervalSeconds").asDouble()).isEqualTo(10);
    assertThat(power.get("lagSeconds").asDouble()).isBetween(60.0, 120.0);
    assertThat(power.get("gapCount").asInt()).isEqualTo(2);
    Instant lastOfFirst = now.minus(HOUR.multipliedBy(2)).minusSeconds(10);
    assertThat(Instant.parse(power.get("gaps").get(0).get("start").asString()))
        .isEqualTo(lastOfFirst);
    assertThat(Instant.parse(power.get("gaps").get(0).get("end").asString()))
        .isEqualTo(now.minus(HOUR));
    assertThat(power.get("gaps").get(1).get("end").isNull()).isTrue();
    JsonNode co2 = sensors.get(1);
    assertThat(co2.get("metric").asString()).isEqualTo("co2");
    assertThat(co2.get("lastReading").isNull()).isTrue();
  }
}
