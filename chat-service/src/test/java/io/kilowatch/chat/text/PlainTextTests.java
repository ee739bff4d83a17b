package io.kilowatch.chat.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTests {

  @Test
  void of_lineEndsAndTabs_stay() {
    assertThat(PlainText.of(" a\r\nb\rc\td \n")).isEqualTo("a\nb\nc\td");
  }

  @Test
  void of_marksOfDirection_stay_andOverridesGo() {
    assertThat(PlainText.of("\u200Fa\u202Ab\u202Ec\u2069")).isEqualTo("\u200Fabc");
  }

  @Test
  void of_controlsAndHalves_go() {
    assertThat(PlainText.of("a\u0000\u001B[31mb\u0085\uD800c")).isEqualTo("a[31mbc");
  }

  @Test
  void line_hasOneLine() {
    assertThat(PlainText.line("a\n b\tc")).isEqualTo("a b c");
  }

  @Test
  void length_countsCharactersOfTwoUnitsOnce() {
    assertThat(PlainText.length("a\uD83D\uDE00")).isEqualTo(2);
  }
}
