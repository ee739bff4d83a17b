package io.kilowatch.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonBodiesTests {

  private static final SeriesSet SET =
      new SeriesSet(
          List.of(
              new SeriesSet.Series("a", "power"),
              new SeriesSet.Series("a", "co2"),
              new SeriesSet.Series("b", "power")),
          1_763_000_000_000L,
          1_000);

  @Test
  void write_manyReadings_numbersThemThroughTheSeries() {
    RequestBytes request = new RequestBytes();
    request.clear();
    new JsonBodies(SET, 4).write(2, request);
    request.finish("POST / HTTP/1.1\r\nContent-Length: ".getBytes(StandardCharsets.US_ASCII));
    String text =
        new String(request.array(), request.start(), request.length(), StandardCharsets.US_ASCII);
    String body = text.substring(text.indexOf("\r\n\r\n") + 4);
    assertThat(text).startsWith("POST / HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n");

    JsonNode readings = JsonMapper.builder().build().readTree(body);
    assertThat(readings).hasSize(4);
    assertReading(readings.path(0), "b", "power", 0, 2);
    assertReading(readings.path(1), "a", "power", 1, 0);
    assertReading(readings.path(3), "b", "power", 1, 2);
  }

  @Test
  void count_ofEachSeries_addsUpToTheTotal() {
    assertThat(SET.count(0, 7)).isEqualTo(3);
    assertThat(SET.count(1, 7)).isEqualTo(2);
    assertThat(SET.count(2, 7)).isEqualTo(2);
  }

  private static void assertReading(
      JsonNode reading, String server, String metric, long number, int series) {
    assertThat(reading.path("serverId").asString()).isEqualTo(server);
    assertThat(reading.path("metric").asString()).isEqualTo(metric);
    assertThat(reading.path("timestamp").asLong()).isEqualTo(1_763_000_000_000L + number * 1_000);
    assertThat(Math.round(reading.path("value").asDouble() * 100))
        .isEqualTo(Walk.hundredths(series, number));
  }
}
