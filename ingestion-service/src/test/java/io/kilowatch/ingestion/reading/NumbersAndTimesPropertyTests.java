package io.kilowatch.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NumbersAndTimesPropertyTests {

  @Property
  void parseShortDecimal_whatItTakes_isWhatJavaReads(@ForAll("numbers") String text) {
    double parsed = Decimals.parseShortDecimal(text.toCharArray(), 0, text.length());

    if (!Double.isNaN(parsed)) {
      assertThat(Double.doubleToRawLongBits(parsed))
          .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }
  }

  @Property
  void parseLong_whatItTakes_isWhatJavaReads(@ForAll("numbers") String text) {
    long parsed = Decimals.parseLong(text.toCharArray(), 0, text.length());

    if (parsed != Decimals.NOT_A_LONG) {
      assertThat(parsed).isEqualTo(Long.parseLong(text));
    }
  }

  @Property
  void rfc3339_whatJavaTakesToo_isTheSameTime(@ForAll("times") String text) {
    long parsed = Rfc3339.parse(text);

    if (parsed != Rfc3339.INVALID) {
      try {
        assertThat(parsed).isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
      } catch (DateTimeException e) {
        // RFC 3339 only: leap seconds, a space for the T, ten digits of a second, 18 hours of
        // offset.
        assertThat(text)
            .matches("(?s).{10} .*|.{17}60.*|.*\\.\\d{10,}.*|.*[+-](18|19|2[0-3]):[0-5]\\d");
      }
    }
  }

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("0123456789.-").ofMaxLength(20),
        Arbitraries.strings().all().ofMaxLength(20),
        Arbitraries.bigDecimals().map(Object::toString),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.doubles().map(String::valueOf));
  }

  @Provide
  Arbitrary<String> times() {
    Arbitrary<String> shaped =
        Combinators.combine(
                Arbitraries.integers().between(0, 9999),
                Arbitraries.integers().between(0, 13),
                Arbitraries.integers().between(0, 32),
                Arbitraries.integers().between(0, 24),
                Arbitraries.integers().between(0, 60),
                Arbitraries.integers().between(0, 61),
                Arbitraries.of("", ".5", ".123", ".999999999", ".", ".1234567890"),
                Arbitraries.of("Z", "z", "+01:30", "-18:00", "+23:59", "-00:00", "+24:00", ""))
            .as((y, mo, d, h, mi, s, fraction, offset) ->
                "%04d-%02d-%02dT%02d:%02d:%02d".formatted(y, mo, d, h, mi, s) + fraction + offset);
    return Arbitraries.oneOf(
        shaped,
        shaped.map(text -> text.replace('T', ' ')),
        Arbitraries.strings().withChars("0123456789-+:.TZ").ofMaxLength(30),
        Arbitraries.strings().all().ofMaxLength(30));
  }
}
