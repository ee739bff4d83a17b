package io.kilowatch.history.reading;

import io.kilowatch.base.problem.ProblemException;

/** Which end of a range its pages begin at. */
enum ReadingOrder {
  OLDEST_FIRST,
  NEWEST_FIRST;

  /** The words of a request. */
  static final String ASCENDING = "asc";

  private static final String DESCENDING = "desc";

  /**
   * Reads the parameter.
   *
   * @throws ProblemException 400 where it is another word
   */
  static ReadingOrder parse(String order) {
    return switch (order) {
      case ASCENDING -> OLDEST_FIRST;
      case DESCENDING -> NEWEST_FIRST;
      default -> throw ProblemException.badRequest("order", "must be asc or desc");
    };
  }
}
