package io.kilowatch.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Walk;
import io.kilowatch.benchmarks.pipeline.StoredReadings.Found;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredReadingsTests {

  private static final long FIRST = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
  private static final SeriesSet SET =
      new SeriesSet(List.of(new SeriesSet.Series("a", "power")), FIRST, 1_000);

  @Test
  void compare_allThere_isComplete() throws IOException {
    assertThat(compare(lines(5))).isEqualTo(new Found(5, 0, 0, 0));
  }

  @Test
  void compare_oneMissing_isLost() throws IOException {
    List<String> lines = lines(5);
    lines.remove(2);
    assertThat(compare(lines)).isEqualTo(new Found(4, 1, 0, 0));
  }

  @Test
  void compare_oneTwice_isDuplicated() throws IOException {
    List<String> lines = lines(5);
    lines.add(2, lines.get(1));
    assertThat(compare(lines)).isEqualTo(new Found(5, 0, 1, 0));
  }

  @Test
  void compare_otherValueOrTime_isWrong() throws IOException {
    List<String> lines = lines(5);
    lines.set(1, "2026-11-20T00:00:01.000Z,1.23,measured");
    lines.add("2026-11-20T00:00:04.500Z,1.23,measured");
    assertThat(compare(lines)).isEqualTo(new Found(4, 1, 0, 2));
  }

  @Test
  void compare_nothing_isAllLost() throws IOException {
    assertThat(compare(Collections.emptyList())).isEqualTo(new Found(0, 5, 0, 0));
  }

  private static Found compare(List<String> lines) throws IOException {
    return StoredReadings.compare(
        new BufferedReader(new StringReader(String.join("\n", lines))), SET, 0, 5);
  }

  private static List<String> lines(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(
          Instant.ofEpochMilli(FIRST + i * 1_000L)
              + ","
              + Walk.hundredths(0, i) / 100.0
              + ",measured");
    }
    return lines;
  }
}
