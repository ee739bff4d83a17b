package io.kilowatch.history.series;

import static io.kilowatch.history.CassandraFixture.power;
import static io.kilowatch.history.CassandraFixture.steady;
import static io.kilowatch.history.RunningService.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.history.HistoryPlatform;
import io.kilowatch.history.HistorySuite;
import io.kilowatch.series.Readings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Series over HTTP, on a real Cassandra. */
class SeriesIT extends HistorySuite {

  SeriesIT(HistoryPlatform platform) {
    super(platform);
  }

  @Test
  void series_year_isAtMostThatManyPointsFromRollUps() {
    Instant from = Instant.parse("2024-01-01T00:00:00Z");
    Readings.Builder readings = Readings.builder(366 * 6);
    for (int day = 0; day < 366; day++) {
      int value = day;
      readings.addAll(
          steady(from.plus(Duration.ofDays(day)), Duration.ofMinutes(20), 6, i -> value + i));
    }
    cassandra.append(power("year"), readings.build());
    IntStream.range(0, 366)
        .mapToObj(day -> from.plus(Duration.ofDays(day)))
        .parallel()
        .forEach(day -> cassandra.closeHours(power("year"), day, day.plus(HOUR.multipliedBy(2))));

    JsonNode series =
        service.json(
            "/servers/year/series?metric=power&points=400&"
                + range(from, from.plus(Duration.ofDays(366))));

    assertThat(series.get("resolutionSeconds").asLong()).isEqualTo(86_400);
    assertThat(series.get("unit").asString()).isEqualTo("W");
    assertThat(series.get("points")).hasSize(366);
    JsonNode tenth = series.get("points").get(10);
    assertThat(tenth.get(0).asLong()).isEqualTo(from.plus(Duration.ofDays(10)).toEpochMilli());
    assertThat(tenth.get(1).asDouble()).isEqualTo(10);
    assertThat(tenth.get(2).asDouble()).isEqualTo(12.5);
    assertThat(tenth.get(3).asDouble()).isEqualTo(15);
  }

  @Test
  void seriesCsv_range_hasARowForEachPoint() {
    cassandra.append(power("quiet"), steady(DAY, Duration.ofMinutes(1), 10, i -> 5));

    HttpResponse<String> answer =
        service.get(
            "/servers/quiet/series.csv?metric=power&points=60&" + range(DAY, DAY.plus(HOUR)));

    assertThat(answer.body().lines())
        .hasSize(11)
        .startsWith("start,min (W),mean (W),max (W)", "2025-03-01T00:00:00.000Z,5.0,5.0,5.0");
  }
}
