package io.kilowatch.ingestion.batch;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs of many requests with one run for each series, key, origin and second of receipt.
 *
 * <p>A request brings few readings of a series at a time, and a run costs the broker's disk and the
 * packager more than the readings in it.
 */
final class JoinedRuns {

  private record Kind(
      String serverId, String metric, String keyId, Origin origin, long rankSeconds) {

    static Kind of(ReadingRun run) {
      return new Kind(run.serverId(), run.metric(), run.keyId(), run.origin(), run.rankSeconds());
    }

    /** What a server sends together is mostly of one kind, and its id knows its hash. */
    @Override
    public int hashCode() {
      return 31 * serverId.hashCode() + metric.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Kind kind
          && rankSeconds == kind.rankSeconds
          && origin == kind.origin
          && serverId.equals(kind.serverId)
          && metric.equals(kind.metric)
          && keyId.equals(kind.keyId);
    }
  }

  private JoinedRuns() {}

  /** All readings of these runs; those of one kind in the order in which they came. */
  static List<ReadingRun> of(List<ReadingRun> runs) {
    Map<Kind, List<ReadingRun>> byKind = LinkedHashMap.newLinkedHashMap(runs.size());
    for (ReadingRun run : runs) {
      byKind.computeIfAbsent(Kind.of(run), kind -> new ArrayList<>(1)).add(run);
    }
    return byKind.size() == runs.size()
        ? runs
        : byKind.values().stream().map(JoinedRuns::joined).toList();
  }

  private static ReadingRun joined(List<ReadingRun> runs) {
    ReadingRun first = runs.getFirst();
    if (runs.size() == 1) {
      return first;
    }
    int size = runs.stream().mapToInt(ReadingRun::size).sum();
    long[] timestamps = new long[size];
    double[] values = new double[size];
    int at = 0;
    for (ReadingRun run : runs) {
      System.arraycopy(run.timestampsMillis(), 0, timestamps, at, run.size());
      System.arraycopy(run.values(), 0, values, at, run.size());
      at += run.size();
    }
    return new ReadingRun(
        first.serverId(),
        first.metric(),
        first.keyId(),
        first.origin(),
        first.rankSeconds(),
        timestamps,
        values);
  }
}
