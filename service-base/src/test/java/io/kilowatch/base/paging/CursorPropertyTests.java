package io.kilowatch.base.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kilowatch.base.problem.ProblemException;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.springframework.http.HttpStatus;

class CursorPropertyTests {

  @Property
  void decode_anyText_isRefusedOrWhatEncodeMade(
      @ForAll("cursors") String cursor, @ForAll @IntRange(min = 1, max = 4) int parts) {
    assertRefusedOrMade(cursor, parts);
  }

  @Property
  void limit_anyNumber_isRefusedOrTaken(@ForAll int limit) {
    try {
      assertThat(PageLimit.of(limit)).isEqualTo(limit).isBetween(1, 1000);
    } catch (ProblemException e) {
      assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST);
      assertThat(limit < 1 || limit > 1000).isTrue();
    }
  }

  /** Found: padding, spare bits, and bytes that are no UTF-8 were taken. */
  @Example
  void decode_otherSpellingsOfACursor_areRefused() {
    for (String cursor : List.of("YQ==", "YR", "_w")) {
      assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Cursor.decode(cursor, 1));
    }
  }

  private static void assertRefusedOrMade(String cursor, int parts) {
    try {
      List<String> decoded = Cursor.decode(cursor, parts);
      assertThat(decoded).hasSize(parts);
      assertThat(Cursor.encode(decoded.toArray(String[]::new))).isEqualTo(cursor);
    } catch (ProblemException e) {
      assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST);
      assertThat(e.errors()).extracting(problem -> problem.field()).containsExactly("cursor");
    }
  }

  @Provide
  Arbitrary<String> cursors() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    Arbitrary<String> texts = Arbitraries.strings().withChars("a1\u001fé").ofMaxLength(12);
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(1100),
        Arbitraries.strings().withChars("AQYZaz09-_=").ofMaxLength(30),
        bytes.map(b -> Base64.getUrlEncoder().encodeToString(b)),
        bytes.map(b -> Base64.getUrlEncoder().withoutPadding().encodeToString(b)),
        texts.map(Cursor::encode));
  }
}
