package io.kilowatch.history.reading;

import static io.kilowatch.history.CassandraFixture.power;
import static io.kilowatch.history.CassandraFixture.steady;
import static io.kilowatch.history.RunningService.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.history.HistoryPlatform;
import io.kilowatch.history.HistorySuite;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Raw readings over HTTP, as pages and as a stream, on a real Cassandra. */
class ReadingsIT extends HistorySuite {

  ReadingsIT(HistoryPlatform platform) {
    super(platform);
  }

  @Test
  void readings_hourClosedBetweenPages_comeOnceEachInOrder() {
    cassandra.append(power("paged"), steady(DAY, Duration.ofSeconds(10), 200, i -> i));
    cassandra.append(
        power("paged"), steady(DAY.plusSeconds(1500), Duration.ofSeconds(10), 500, i -> 150 + i));
    String path =
        "/servers/paged/readings?metric=power&limit=97&"
            + range(DAY, DAY.plus(HOUR.multipliedBy(3)));

    List<Double> values = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page == 0 || !cursor.isEmpty(); page++) {
      JsonNode answer = service.json(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      answer.get("items").forEach(item -> values.add(item.get("value").asDouble()));
      cursor = answer.get("nextCursor").asString("");
      if (page == 1) {
        cassandra.closeHours(power("paged"), DAY, DAY.plus(HOUR.multipliedBy(2)));
      }
    }

    assertThat(values).hasSize(650);
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.get(i)).isEqualTo(i);
    }
    JsonNode first = service.json(path).get("items").get(0);
    assertThat(first.get("timestamp").asString()).isEqualTo("2025-03-01T00:00:00.000Z");
    assertThat(first.get("origin").asString()).isEqualTo("measured");
    assertThat(first.get("receivedAt").asString()).endsWith(".000Z");
  }

  @Test
  void readings_newestFirst_comeOnceEachFromTheLastToTheFirst() {
    Instant from = DAY.plus(Duration.ofDays(40));
    cassandra.append(power("paged"), steady(from, Duration.ofSeconds(50), 200, i -> i));
    String path =
        "/servers/paged/readings?metric=power&order=desc&limit=67&"
            + range(from, from.plus(HOUR.multipliedBy(2)));

    List<Double> values = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode answer = service.json(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      answer.get("items").forEach(item -> values.add(item.get("value").asDouble()));
      cursor = answer.get("nextCursor").asString("");
    } while (!cursor.isEmpty());

    assertThat(values).hasSize(144).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(values.getFirst()).isEqualTo(143);
    assertThat(values.getLast()).isZero();
    assertThat(values).doesNotHaveDuplicates();
  }

  @Test
  void csv_hundredThousandReadings_streamsThemAll() throws Exception {
    for (int hour = 0; hour < 28; hour++) {
      cassandra.append(
          power("streamed"),
          steady(DAY.plus(HOUR.multipliedBy(hour)), Duration.ofSeconds(1), 3600, i -> i / 8.0));
    }
    HttpResponse<InputStream> answer =
        service
            .http()
            .send(
                service
                    .request(
                        "/servers/streamed/readings.csv?metric=power&"
                            + range(DAY, DAY.plus(HOUR.multipliedBy(28))))
                    .header("Authorization", "Bearer " + service.token())
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment")
        .contains("power-readings.csv");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("timestamp,power (W),origin");
      assertThat(lines.readLine()).isEqualTo("2025-03-01T00:00:00.000Z,0.0,measured");
      assertThat(lines.lines().count()).isEqualTo(28 * 3600 - 1);
    }
  }

  @Test
  void retiredServer_history_staysReadable() {
    cassandra.append(power("gone"), steady(DAY, Duration.ofMinutes(1), 3, i -> 9));

    assertThat(
            service
                .json("/servers/gone/readings?metric=power&" + range(DAY, DAY.plus(HOUR)))
                .get("items"))
        .hasSize(3);
  }
}
