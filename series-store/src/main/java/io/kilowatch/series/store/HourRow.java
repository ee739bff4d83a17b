package io.kilowatch.series.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of hours.
 *
 * @param rollup of the hour; null for a late segment that no close has merged
 * @param minutes roll-ups of its minutes; null also where the segment itself is as quickly read
 */
record HourRow(
    SeriesHour hour, UUID id, @Nullable ByteBuffer rollup, @Nullable ByteBuffer minutes) {

  /** The only row of an hour, if it has a roll-up: then that speaks for all of the hour. */
  static @Nullable HourRow trusted(List<HourRow> rowsOfHour) {
    boolean trusted = rowsOfHour.size() == 1 && rowsOfHour.getFirst().rollup() != null;
    return trusted ? rowsOfHour.getFirst() : null;
  }
}
