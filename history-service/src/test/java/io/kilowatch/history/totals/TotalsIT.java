package io.kilowatch.history.totals;

import static io.kilowatch.history.CassandraFixture.co2;
import static io.kilowatch.history.CassandraFixture.power;
import static io.kilowatch.history.CassandraFixture.steady;
import static io.kilowatch.history.RunningService.encoded;
import static io.kilowatch.history.RunningService.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.history.HistoryPlatform;
import io.kilowatch.history.HistorySuite;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Totals of a server over HTTP, on a real Cassandra. */
class TotalsIT extends HistorySuite {

  TotalsIT(HistoryPlatform platform) {
    super(platform);
  }

  @Test
  void totals_yearWithBothClockChanges_hasDaysOf23And25Hours() {
    Instant from = Instant.parse("2024-12-31T23:00:00Z");
    Instant to = Instant.parse("2025-12-31T23:00:00Z");
    // One reading each quarter of an hour on the two days, and just before them.
    for (Instant day :
        List.of(Instant.parse("2025-03-29T22:00:00Z"), Instant.parse("2025-10-25T21:00:00Z"))) {
      cassandra.append(power("dst"), steady(day, Duration.ofMinutes(15), 4 * 30, i -> 1000));
      cassandra.closeHours(power("dst"), day, day.plus(HOUR.multipliedBy(30)));
    }

    String path =
        "/servers/dst/totals?zone=" + encoded("Europe/Berlin") + "&" + range(from, to) + "&bucket=";

    JsonNode answer = service.json(path + "day");
    assertThat(answer.get("buckets")).hasSize(365);
    assertDay(answer, "2025-03-29T23:00:00.000Z", 23);
    assertDay(answer, "2025-10-25T22:00:00.000Z", 25);
    assertThat(answer.get("total").get("energyKwh").asDouble()).isCloseTo(60, within(1e-9));
    JsonNode months = service.json(path + "month");
    assertThat(months.get("buckets")).hasSize(12);
    assertThat(months.get("total").get("energyKwh").asDouble()).isCloseTo(60, within(1e-9));
  }

  private static void assertDay(JsonNode answer, String start, int hours) {
    JsonNode day = itemWith("start", start, answer.get("buckets"));
    assertThat(day.get("energyKwh").asDouble()).isCloseTo(hours, within(1e-9));
    assertThat(day.get("coverage").asDouble()).isCloseTo(1, within(1e-12));
    assertThat(day.get("cost").asDouble()).isCloseTo(hours * 1.5 * 0.2, within(1e-9));
    assertThat(day.get("emissionsBasis").asString()).isEqualTo("power-model");
  }

  @Test
  void totals_readingBeforeTheRange_holdsIntoItAcrossHourAndDay() {
    cassandra.append(power("held"), steady(DAY.minusSeconds(300), HOUR, 2, i -> 360));
    cassandra.closeHours(power("held"), DAY.minus(HOUR), DAY.plus(HOUR));
    String path = "/servers/held/totals?bucket=hour&" + range(DAY, DAY.plus(HOUR.multipliedBy(2)));

    JsonNode buckets = service.json(path).get("buckets");

    // Ten minutes of the first reading, five of the second; then its ten in the next hour.
    assertThat(buckets.get(0).get("energyKwh").asDouble()).isCloseTo(0.09, within(1e-12));
    assertThat(buckets.get(0).get("coverage").asDouble()).isCloseTo(0.25, within(1e-12));
    assertThat(buckets.get(1).get("energyKwh").asDouble()).isCloseTo(0.06, within(1e-12));
  }

  @Test
  void totals_forOtherServices_areThoseOfEachStretch_andForNobodyElse() {
    Instant from = DAY.plus(Duration.ofDays(40));
    Instant cut = from.plus(Duration.ofMinutes(25));
    cassandra.append(power("held"), steady(from, Duration.ofMinutes(10), 12, i -> 300));
    String path =
        "/servers/held/totals?at=%d,%d,%s"
            .formatted(from.toEpochMilli(), cut.toEpochMilli(), from.plus(HOUR));

    HttpResponse<String> answer = service.internal(path, registry.serviceToken());

    JsonNode stretches = new JsonMapper().readTree(answer.body());
    assertThat(stretches).hasSize(2);
    JsonNode first = stretches.get(0);
    assertThat(first.get("energyKwh").asDouble()).isCloseTo(0.3 * 25 / 60, within(1e-9));
    assertThat(first.get("coverage").asDouble()).isCloseTo(1, within(1e-12));
    assertThat(first.get("cost").asDouble()).isCloseTo(0.3 * 25 / 60 * 1.5 * 0.2, within(1e-9));
    assertThat(first.get("currency").asString()).isEqualTo("EUR");
    double emissions =
        service
            .json("/servers/held/totals?" + range(from, cut))
            .at("/total/emissionsGrams")
            .asDouble();
    assertThat(first.get("emissionsGrams").asDouble()).isCloseTo(emissions, within(1e-9));
    assertThat(stretches.get(1).get("energyKwh").asDouble()).isCloseTo(0.3 * 35 / 60, within(1e-9));
    assertThat(service.internal(path, service.token()).statusCode()).isEqualTo(403);
    String one = "?at=" + from;
    assertThat(
            service.internal("/servers/nobody/totals" + one, registry.serviceToken()).statusCode())
        .isEqualTo(404);
    assertThat(service.internal("/servers/held/totals" + one, registry.serviceToken()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void totals_closedHoursAndRawOnes_areTheSame() {
    Instant from = DAY.plus(Duration.ofDays(10));
    Instant to = from.plus(Duration.ofHours(30));
    cassandra.append(
        power("mixed"),
        steady(from.plusMillis(12_345), Duration.ofMillis(47_011), 2200, i -> 100 + i % 97 / 7.0));
    cassandra.append(
        co2("mixed"),
        steady(from.plusSeconds(7000), Duration.ofMillis(61_007), 1200, i -> 30 + i % 13));
    String path =
        "/servers/mixed/totals?bucket=hour&" + range(from.plusSeconds(77), to.minusSeconds(1234));
    JsonNode raw = service.json(path);
    cassandra.closeHours(power("mixed"), from, to);
    cassandra.closeHours(co2("mixed"), from, to);

    JsonNode closed = service.json(path);

    assertThat(raw.get("total").get("emissionsBasis").asString()).isEqualTo("mixed");
    assertThat(raw.get("buckets")).hasSize(30);
    assertSameBuckets(closed, raw);
  }

  /** With so many readings the store keeps roll-ups of the minutes, too. */
  @Test
  void totals_closedHoursPartOfAnHourOffAndRawOnes_areTheSame() {
    Instant from = DAY.plus(Duration.ofDays(20));
    Instant to = from.plus(Duration.ofHours(5));
    cassandra.append(
        power("mixed"),
        steady(from.plusMillis(345), Duration.ofMillis(1003), 17_900, i -> 100 + i % 97 / 10.0));
    cassandra.append(
        co2("mixed"),
        steady(from.plusSeconds(7000), Duration.ofMillis(2003), 5500, i -> 30 + i % 13));
    String path =
        "/servers/mixed/totals?bucket=hour&zone="
            + encoded("Asia/Kathmandu")
            + "&"
            + range(from.plusSeconds(77), to.minusSeconds(34));
    JsonNode raw = service.json(path);
    cassandra.closeHours(power("mixed"), from, to);
    cassandra.closeHours(co2("mixed"), from, to);

    JsonNode closed = service.json(path);

    assertThat(raw.get("total").get("emissionsBasis").asString()).isEqualTo("mixed");
    assertThat(raw.get("buckets")).hasSize(6);
    assertSameBuckets(closed, raw);
  }

  private static void assertSameBuckets(JsonNode actual, JsonNode wanted) {
    for (int i = 0; i < wanted.get("buckets").size(); i++) {
      for (String field :
          List.of("energyKwh", "emissionsGrams", "cost", "coverage", "emissionsCoverage")) {
        double expected = wanted.get("buckets").get(i).get(field).asDouble();
        assertThat(actual.get("buckets").get(i).get(field).asDouble())
            .as(field + " of hour " + i)
            .isCloseTo(expected, within(1e-9 * Math.max(1e-3, expected)));
      }
    }
  }
}
