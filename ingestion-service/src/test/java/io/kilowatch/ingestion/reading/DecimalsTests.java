package io.kilowatch.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTests {

  @Test
  void parseShortDecimal_randomDecimals_isWhatJavaReads() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      String digits = Long.toString(random.nextLong(1_000_000_000_000_000L));
      int point = random.nextInt(digits.length());
      String text =
          (random.nextBoolean() ? "-" : "")
              + (point == 0 ? "0" : digits.substring(0, point))
              + "."
              + digits.substring(point);
      double parsed = parse(text);
      if (!Double.isNaN(parsed)) {
        assertThat(Double.doubleToRawLongBits(parsed))
            .as(text)
            .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "5", "123.45", "0.00000000000001", "999999999999999"})
  void parseShortDecimal_shortText_isRead(String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1e5", "NaN", "1234567890.1234567", "1.2.3", "."})
  void parseShortDecimal_otherText_isLeftToTheParser(String text) {
    assertThat(parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1795377354000", "999999999999999999"})
  void parseLong_digits_isRead(String text) {
    assertThat(Decimals.parseLong(text.toCharArray(), 0, text.length()))
        .isEqualTo(Long.parseLong(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1.5", "1e3", "1000000000000000000"})
  void parseLong_otherText_isNone(String text) {
    assertThat(Decimals.parseLong(text.toCharArray(), 0, text.length()))
        .isEqualTo(Decimals.NOT_A_LONG);
  }

  private static double parse(String text) {
    return Decimals.parseShortDecimal(text.toCharArray(), 0, text.length());
  }
}
