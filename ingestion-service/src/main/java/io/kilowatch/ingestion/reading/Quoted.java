package io.kilowatch.ingestion.reading;

import java.nio.charset.StandardCharsets;

/** Text of a sender as it is repeated in an answer: quoted and cut short. */
public final class Quoted {

  private static final int LONGEST = 40;
  private static final int LONGEST_SENTENCE = 160;

  private Quoted() {}

  public static String of(String text) {
    return "\"" + shortened(text, LONGEST) + "\"";
  }

  /** A sentence that may repeat what was sent, without quotes of its own. */
  public static String sentence(String text) {
    return shortened(text, LONGEST_SENTENCE);
  }

  static String of(char[] text, int start, int length) {
    return of(new String(text, start, Math.min(length, LONGEST + 1)));
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest
        ? encodable(text)
        : encodable(text.substring(0, longest)) + "...";
  }

  /** Half of a surrogate pair, sent so or left by the cut, could not be written in an answer. */
  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
