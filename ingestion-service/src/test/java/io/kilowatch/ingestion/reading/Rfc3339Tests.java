package io.kilowatch.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Tests {

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "1969-12-31T23:59:59.999Z, -1",
    "2026-11-22T19:55:54Z, 1795377354000",
    "2026-11-22T19:55:54.5Z, 1795377354500",
    "2026-11-22T19:55:54.123456789Z, 1795377354123",
    "2026-11-22T20:55:54+01:00, 1795377354000",
    "2026-11-22T14:25:54-05:30, 1795377354000",
    "2026-11-22t19:55:54z, 1795377354000",
    "2026-11-22 19:55:54Z, 1795377354000",
    "2024-02-29T00:00:00Z, 1709164800000",
    "2000-02-29T00:00:00Z, 951782400000",
    "2016-12-31T23:59:60Z, 1483228800000",
    "2017-01-01T00:59:60+01:00, 1483228800000"
  })
  void parse_dateTime_isItsMilliseconds(String text, long millis) {
    assertThat(Rfc3339.parse(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-22",
        "2026-11-22T19:55:54",
        "2026-11-22T19:55Z",
        "2026-11-22T19:55:54.Z",
        "2026-11-22T19:55:54.5",
        "2026-11-22T19:55:54Zx",
        "2026-11-22T19:55:54+0100",
        "2026-11-22T19:55:54+01",
        "2026-11-22T19:55:54+24:00",
        "2026-11-22T19:55:54+01:60",
        "2026-13-22T19:55:54Z",
        "2026-00-22T19:55:54Z",
        "2026-11-31T19:55:54Z",
        "2026-11-00T19:55:54Z",
        "2026-02-29T19:55:54Z",
        "1900-02-29T19:55:54Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T19:60:54Z",
        "2026-11-22T19:55:60Z",
        "2026-11-22T19:55:61Z",
        "2026-11-22T1x:55:54Z",
        "+026-11-22T19:55:54Z",
        "2026/11/22T19:55:54Z"
      })
  void parse_otherText_isInvalid(String text) {
    assertThat(Rfc3339.parse(text)).isEqualTo(Rfc3339.INVALID);
  }

  @Test
  void parse_randomInstants_agreesWithJavaTime() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      // From year 0 to 9999.
      long millis = random.nextLong(-62_167_219_200_000L, 253_402_300_800_000L);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-17, 18) * 900);
      OffsetDateTime time = Instant.ofEpochMilli(millis).atOffset(offset);
      if (time.getYear() >= 0 && time.getYear() <= 9999) {
        String text = withSeconds(time);
        assertThat(Rfc3339.parse(text)).as(text).isEqualTo(millis);
      }
    }
  }

  private static String withSeconds(OffsetDateTime time) {
    return java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX")
        .format(time);
  }
}
