package io.kilowatch.contracts.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Readings of one series that arrived together: same server, metric, ingest key, origin and rank.
 *
 * <p>The arrays are parallel, in order of arrival, and belong to the run: neither side changes them
 * after handing them over. They are not copied, because this is the hottest path of the platform.
 *
 * @param serverId id of the server
 * @param metric wire name of the metric; kept as text so that a batch with a metric that is new
 *     here can still be decoded and dead-lettered with a reason
 * @param keyId id of the ingest key the readings came with
 * @param origin where the readings come from
 * @param rankSeconds second of receipt since 1970; of two readings with one timestamp the higher
 *     rank wins, ties go to the larger value bits
 * @param timestampsMillis milliseconds since 1970
 * @param values finite values in the metric's unit
 */
@SuppressWarnings(
    "ArrayRecordComponent") // see above: a copy for each access would cost more than all else
public record ReadingRun(
    String serverId,
    String metric,
    String keyId,
    Origin origin,
    long rankSeconds,
    long[] timestampsMillis,
    double[] values) {

  public ReadingRun {
    if (timestampsMillis.length != values.length || values.length == 0) {
      throw new IllegalArgumentException(
          "a run needs as many timestamps as values, and at least one: "
              + timestampsMillis.length
              + " and "
              + values.length);
    }
  }

  public int size() {
    return values.length;
  }

  /** The same readings as runs of at most so many each, in their order; this one if it is short. */
  public List<ReadingRun> parts(int maxReadings) {
    if (size() <= maxReadings) {
      return List.of(this);
    }
    List<ReadingRun> parts = new ArrayList<>();
    for (int from = 0; from < size(); from += maxReadings) {
      int to = Math.min(size(), from + maxReadings);
      parts.add(
          new ReadingRun(
              serverId,
              metric,
              keyId,
              origin,
              rankSeconds,
              Arrays.copyOfRange(timestampsMillis, from, to),
              Arrays.copyOfRange(values, from, to)));
    }
    return parts;
  }
}
