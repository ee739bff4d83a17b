package io.kilowatch.registry.input;

import io.kilowatch.base.problem.ProblemException;
import java.util.regex.Pattern;

/** Turns what somebody searches for into a pattern that MongoDB takes. */
public final class SearchText {

  private static final int LONGEST = 100;

  private SearchText() {}

  /**
   * Finds the text anywhere, in whichever case.
   *
   * @throws ProblemException 400 naming the parameter where there can be no such text
   */
  public static Pattern anywhere(String parameter, String text) {
    return Pattern.compile(quoted(parameter, text), Pattern.CASE_INSENSITIVE);
  }

  /**
   * Finds what begins with the text.
   *
   * @throws ProblemException 400 naming the parameter where there can be no such text
   */
  public static Pattern atStart(String parameter, String text) {
    return Pattern.compile("^" + quoted(parameter, text));
  }

  private static String quoted(String parameter, String text) {
    if (text.length() > LONGEST) {
      throw ProblemException.badRequest(parameter, "must be at most " + LONGEST + " characters");
    }
    // BSON ends a pattern at the first NUL, so the driver refuses one that has it.
    if (text.indexOf('\0') >= 0) {
      throw ProblemException.badRequest(parameter, "must be without the character U+0000");
    }
    return Pattern.quote(text);
  }
}
