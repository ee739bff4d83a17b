package io.kilowatch.base.paging;

import io.kilowatch.base.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** An opaque cursor: where a page ended, as a few texts. */
public final class Cursor {

  private static final String SEPARATOR = "\u001f";

  /** Lists are sorted by addresses, too: 254 characters of one may take 1,016 bytes. */
  private static final int LONGEST = 2_048;

  private Cursor() {}

  public static String encode(String... parts) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The texts of a cursor.
   *
   * @param parts how many there must be
   * @throws ProblemException 400 for a text that {@link #encode} did not make
   */
  public static List<String> decode(String cursor, int parts) {
    if (cursor.length() > LONGEST) {
      throw refused();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      List<String> decoded = List.of(text.split(SEPARATOR, -1));
      // The decoder overlooks bits and broken characters that no cursor of ours has.
      if (decoded.size() == parts && encode(decoded.toArray(String[]::new)).equals(cursor)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    throw refused();
  }

  private static ProblemException refused() {
    return ProblemException.badRequest("cursor", "is none that this list gave");
  }
}
