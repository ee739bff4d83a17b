package io.kilowatch.ingestion.reading;

/** Text of a sender as it is repeated in an answer: quoted and cut short. */
public final class Quoted {

  private static final int LONGEST = 40;

  private Quoted() {}

  public static String of(String text) {
    return text.length() <= LONGEST
        ? "\"" + text + "\""
        : "\"" + text.substring(0, LONGEST) + "...\"";
  }

  static String of(char[] text, int start, int length) {
    return of(new String(text, start, Math.min(length, LONGEST + 1)));
  }
}
