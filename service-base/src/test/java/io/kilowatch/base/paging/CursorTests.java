package io.kilowatch.base.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kilowatch.base.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {

  @Test
  void decode_whatEncodeMade_isTheSame() {
    assertThat(Cursor.decode(Cursor.encode("a", "", "é/1"), 3)).containsExactly("a", "", "é/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "YQ", "YR8f", "====", "a b", "YR8=", "YR9", "wB8"})
  void decode_anythingElse_isRefused(String cursor) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Cursor.decode(cursor, 2))
        .satisfies(e -> assertThat(e.errors().getFirst().field()).isEqualTo("cursor"));
  }

  @Test
  void decode_endlessText_isRefusedUnread() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Cursor.decode("A".repeat(1_000_000), 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1001, Integer.MAX_VALUE})
  void limit_outOfRange_isRefused(int limit) {
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> PageLimit.of(limit));
  }

  @Test
  void limit_missing_isTheDefault() {
    assertThat(PageLimit.of(null)).isEqualTo(100);
    assertThat(PageLimit.of(1000)).isEqualTo(1000);
  }
}
