package io.kilowatch.base.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourlyIntensityTests {

  private static final Instant START = Instant.parse("2022-01-01T00:00:00Z");
  private static final int TWO_YEARS_HOURS = 2 * 365 * 24;

  @TempDir Path directory;

  @Test
  void gramsPerKwh_withinTheFile_isTheHoursValueToTheLastDigit() throws IOException {
    Path csv = write("timestamp_utc,NL,FR\n" + day("303.93,43.99"));

    HourlyIntensity intensity = HourlyIntensity.read(csv);

    assertThat(intensity.gramsPerKwh("NL", START)).isEqualTo(303.93);
    assertThat(intensity.gramsPerKwh("FR", START.plusSeconds(3599))).isEqualTo(43.99);
    assertThat(intensity.basis("NL")).isEqualTo("csv");
    assertThat(intensity.knows("DE")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2022-01-01T00:59:59Z, 2022-01-01T00:00:00Z",
    "2023-12-31T23:59:59Z, 2023-12-31T23:00:00Z",
    "2026-07-15T13:30:00Z, 2023-07-15T13:00:00Z",
    "2024-02-29T05:00:00Z, 2023-02-28T05:00:00Z",
    "2019-07-15T13:30:00Z, 2022-07-15T13:00:00Z",
    "1969-12-31T23:30:00Z, 2022-12-31T23:00:00Z",
  })
  void gramsPerKwh_outsideTheFile_isTheSameHourOfTheNearestYear(Instant at, Instant expectedHour)
      throws IOException {
    HourlyIntensity intensity = HourlyIntensity.read(writeHourNumbers(TWO_YEARS_HOURS));

    assertThat(intensity.gramsPerKwh("DE", at)).isEqualTo(hoursFromStart(expectedHour));
  }

  @Test
  void gramsPerKwh_fileOfOneDay_repeatsTheDay() throws IOException {
    HourlyIntensity intensity = HourlyIntensity.read(writeHourNumbers(30));

    assertThat(intensity.gramsPerKwh("DE", Instant.parse("2026-11-22T07:10:00Z"))).isEqualTo(7);
    assertThat(intensity.gramsPerKwh("DE", Instant.parse("2021-11-22T07:10:00Z"))).isEqualTo(7);
  }

  @Test
  void gramsPerKwh_yearThatEndsInJuly_takesDecemberFromTheYearBefore() throws IOException {
    HourlyIntensity intensity = HourlyIntensity.read(writeHourNumbers(TWO_YEARS_HOURS - 24 * 160));

    assertThat(intensity.gramsPerKwh("DE", Instant.parse("2026-12-01T00:00:00Z")))
        .isEqualTo(hoursFromStart(Instant.parse("2022-12-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,DE                                              | line 1",
        "timestamp_utc,DE\\n2022-01-01T00:00:00Z,1,2           | line 2",
        "timestamp_utc,DE\\nyesterday,1                        | line 2",
        "timestamp_utc,DE\\n2022-01-01T00:30:00Z,1             | line 2",
        "timestamp_utc,DE\\n2022-01-01T00:00:00Z,              | line 2",
        "timestamp_utc,DE\\n2022-01-01T00:00:00Z,NaN           | line 2",
        "timestamp_utc,DE\\n2022-01-01T00:00:00Z,-1            | line 2",
        "timestamp_utc,DE\\n2022-01-01T00:00:00Z,1\\n2022-01-01T02:00:00Z,1 | line 3",
        "timestamp_utc,DE\\n2022-01-01T00:00:00Z,1             | whole day",
      })
  void read_brokenFile_namesTheLine(String content, String expected) throws IOException {
    Path csv = write(content.replace("\\n", "\n"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> HourlyIntensity.read(csv))
        .withMessageContaining(expected);
  }

  private static double hoursFromStart(Instant at) {
    return (at.getEpochSecond() - START.getEpochSecond()) / 3600.0;
  }

  private static String day(String values) {
    return rows(24, hour -> values);
  }

  private Path writeHourNumbers(int hours) throws IOException {
    return write("timestamp_utc,DE\n" + rows(hours, String::valueOf));
  }

  private static String rows(int hours, IntFunction<String> values) {
    StringBuilder rows = new StringBuilder();
    for (int hour = 0; hour < hours; hour++) {
      rows.append(START.plusSeconds(3600L * hour)).append(',').append(values.apply(hour));
      rows.append('\n');
    }
    return rows.toString();
  }

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("intensity.csv"), content);
  }
}
