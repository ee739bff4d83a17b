package io.kilowatch.registry.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Refuses passwords that are guessed first: short ones, common words dressed up with digits and
 * signs, repetitions and rows of keys, and the person's own address.
 */
@Component
public class PasswordRules {

  static final int SHORTEST = 12;
  static final int LONGEST = 256;

  /** Letters and digits that must remain once the common parts are taken out. */
  private static final int OWN_CHARACTERS = 6;

  private static final int FEWEST_DIFFERENT = 5;
  private static final int SHORTEST_LOCAL_PART = 3;
  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final Pattern TRAILING_DIGITS = Pattern.compile("^\\p{N}+|\\p{N}+$");

  private final List<String> common = read();

  /** Why this password can't be taken, if so. */
  public Optional<String> objection(String password, String email) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      return Optional.of("must have at least " + SHORTEST + " characters");
    }
    if (length > LONGEST) {
      return Optional.of("must have at most " + LONGEST + " characters");
    }
    String plain = password.toLowerCase(Locale.ROOT);
    if (plain.codePoints().distinct().count() < FEWEST_DIFFERENT) {
      return Optional.of("must have more different characters");
    }
    String localPart = Account.emailKey(email).split("@", 2)[0];
    if (localPart.length() >= SHORTEST_LOCAL_PART && plain.contains(localPart)) {
      return Optional.of("must not contain your address");
    }
    if (mostlyCommon(plain)) {
      return Optional.of("is made of what is guessed first; use other words");
    }
    return Optional.empty();
  }

  private boolean mostlyCommon(String plain) {
    return ownCharacters(plain) < OWN_CHARACTERS
        || ownCharacters(undressed(plain)) < OWN_CHARACTERS;
  }

  private int ownCharacters(String text) {
    String rest = NOT_ALPHANUMERIC.matcher(text).replaceAll("");
    for (String word : common) {
      rest = rest.replace(word, "");
    }
    return TRAILING_DIGITS.matcher(rest).replaceAll("").length();
  }

  /** As it was before letters became digits and signs that look like them. */
  private static String undressed(String plain) {
    String letters = Normalizer.normalize(plain, Normalizer.Form.NFKC);
    String from = "013457@$!";
    String to = "oleastasi";
    for (int i = 0; i < from.length(); i++) {
      letters = letters.replace(from.charAt(i), to.charAt(i));
    }
    return letters;
  }

  private static List<String> read() {
    try (InputStream in =
        Objects.requireNonNull(
            PasswordRules.class.getResourceAsStream("common-passwords.txt"),
            "common-passwords.txt is missing")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .sorted((a, b) -> b.length() - a.length())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
