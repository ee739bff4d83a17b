package io.kilowatch.base.paging;

import io.kilowatch.base.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** How many items a page may have. */
public final class PageLimit {

  private static final int DEFAULT = 100;
  private static final int MAXIMUM = 1000;

  private PageLimit() {}

  /**
   * The limit a client asked for, or the default.
   *
   * @throws ProblemException 400 for less than 1 or more than 1000
   */
  public static int of(@Nullable Integer limit) {
    if (limit == null) {
      return DEFAULT;
    }
    if (limit < 1 || limit > MAXIMUM) {
      throw ProblemException.badRequest("limit", "must be from 1 to " + MAXIMUM);
    }
    return limit;
  }
}
