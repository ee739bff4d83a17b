package io.kilowatch.chat.text;

/**
 * Text that pages show as text and nothing else.
 *
 * <p>What is no text is taken out rather than refused: somebody who asks for help pastes from a
 * terminal, with its escapes, and should not have to find the character that is wrong. What is kept
 * is what everybody sees, its sender too, so nothing is hidden. Marks of direction, which
 * right-to-left writing needs, stay; overrides, embeddings and isolates go, as with them a text can
 * show itself as another.
 */
public final class PlainText {

  private PlainText() {}

  /** The text with line feeds as its only line ends, without blanks around it and what is none. */
  public static String of(String text) {
    return text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .filter(PlainText::isText)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  /** The same on one line. */
  public static String line(String text) {
    return of(text.replaceAll("\\s+", " "));
  }

  /** How long it is as people count: a character beyond the 16 bits of Java's is one. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isText(int character) {
    boolean turns =
        (character >= 0x202A && character <= 0x202E)
            || (character >= 0x2066 && character <= 0x2069);
    boolean control = Character.isISOControl(character) && character != '\n' && character != '\t';
    boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    return !turns && !control && !half;
  }
}
