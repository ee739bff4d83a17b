package io.kilowatch.scheduler.plan;

import java.util.List;

/** What came of a task that was submitted. */
public sealed interface Decision {

  /**
   * It will run, and by its deadline.
   *
   * @param segments in order of time, which may still change for the better until they begin
   * @param grams what they add to the fleet's emissions by the forecast
   */
  record Placed(List<Segment> segments, double grams) implements Decision {}

  /** It can't, and was not taken. */
  record Refused(Reason reason) implements Decision {}

  /** Why a task can't run by its deadline. */
  enum Reason {
    /** Between now, or its earliest start, and its deadline is less time than it lasts. */
    TOO_LATE,
    /** No server of the zones and sites that it may run in has that many cores. */
    NO_SERVER,
    /** There are such servers, but other tasks have them. */
    NO_CAPACITY
  }
}
