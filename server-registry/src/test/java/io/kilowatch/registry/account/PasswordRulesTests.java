package io.kilowatch.registry.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTests {

  private final PasswordRules rules = new PasswordRules();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eleven.char",
        "aaaaaaaaaaaa",
        "abababababab",
        "password1234",
        "P@ssw0rd!2024",
        "Passwort2026!!",
        "123456789012",
        "qwertyuiop12",
        "1q2w3e4r5t6z",
        "letmein-letmein",
        "AdminAdmin123",
        "Kilowatch-2026",
        "Summer2025!!!"
      })
  void objection_toWhatIsGuessedFirst(String password) {
    assertThat(rules.objection(password, "ada@example.org")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quiet otters juggle 7 plums",
        "correct horse battery staple",
        "g7#Kq9vT!x2Lm",
        "Straße über Flüsse",
        "パスワードではない言葉です"
      })
  void objection_isNoneToOthers(String password) {
    assertThat(rules.objection(password, "ada@example.org")).isEmpty();
  }

  @Test
  void objection_toTheOwnAddress() {
    assertThat(rules.objection("my-lovelace-horse", "Lovelace@example.org")).isPresent();
    assertThat(rules.objection("my-lovelace-horse", "ada@example.org")).isEmpty();
  }

  @Test
  void objection_toMoreThanIsHashedInReasonableTime() {
    assertThat(rules.objection("ab cd ef ".repeat(100), "ada@example.org")).isPresent();
  }

  @Test
  void passwords_differingAfterTheSeventySecondByte_differ() {
    Passwords passwords = new Passwords();
    String common = "the first seventy-two bytes are all that bcrypt would ever look at, and more";
    Account account =
        new Account("1", null, "a", "a", "A", Role.USER, false, passwords.hash(common + "1"), null);

    assertThat(passwords.matches(common + "1", Optional.of(account))).isTrue();
    assertThat(passwords.matches(common + "2", Optional.of(account))).isFalse();
    assertThat(passwords.matches("nobody has this password", Optional.empty())).isFalse();
  }
}
