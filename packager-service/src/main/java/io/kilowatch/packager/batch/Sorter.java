package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.contracts.reading.UnreadableBatchException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Decodes a delivery and parts its good runs from the bad ones. From a good one it takes what has
 * expired: with that in one dead letter, no replay would ever store the rest.
 */
final class Sorter {

  /** Bad runs of one delivery with one reason and one key become one dead letter. */
  private record Group(String reason, String keyId) {}

  private final RunCheck check;

  Sorter(RunCheck check) {
    this.check = check;
  }

  Sorted sort(Delivery delivery) {
    List<ReadingRun> runs;
    try {
      runs = ReadingBatchCodec.decode(delivery.body());
    } catch (UnreadableBatchException e) {
      String reason = "unreadable batch: " + e.getMessage();
      return new Sorted(List.of(), List.of(Reject.unreadable(reason, delivery)));
    }
    List<ReadingRun> good = new ArrayList<>(runs.size());
    Map<Group, List<ReadingRun>> bad = new LinkedHashMap<>();
    long expiredBefore = check.expiredBefore();
    for (ReadingRun run : runs) {
      Optional<String> problem = check.problem(run);
      if (problem.isPresent()) {
        add(run, problem.get(), bad);
      } else if (allSince(expiredBefore, run)) {
        good.add(run);
      } else {
        only(run, time -> time >= expiredBefore).ifPresent(good::add);
        only(run, time -> time < expiredBefore)
            .ifPresent(expired -> add(expired, RunCheck.EXPIRED, bad));
      }
    }
    return new Sorted(good, rejects(delivery, bad));
  }

  private static void add(ReadingRun run, String reason, Map<Group, List<ReadingRun>> bad) {
    bad.computeIfAbsent(new Group(reason, run.keyId()), _ -> new ArrayList<>()).add(run);
  }

  private static boolean allSince(long time, ReadingRun run) {
    for (long timestamp : run.timestampsMillis()) {
      if (timestamp < time) {
        return false;
      }
    }
    return true;
  }

  /** The readings of these times; empty if there are none. */
  private static Optional<ReadingRun> only(ReadingRun run, LongPredicate wanted) {
    int[] indexes =
        IntStream.range(0, run.size())
            .filter(i -> wanted.test(run.timestampsMillis()[i]))
            .toArray();
    return indexes.length == 0
        ? Optional.empty()
        : Optional.of(
            new ReadingRun(
                run.serverId(),
                run.metric(),
                run.keyId(),
                run.origin(),
                run.rankSeconds(),
                IntStream.of(indexes).mapToLong(i -> run.timestampsMillis()[i]).toArray(),
                IntStream.of(indexes).mapToDouble(i -> run.values()[i]).toArray()));
  }

  private static List<Reject> rejects(Delivery delivery, Map<Group, List<ReadingRun>> bad) {
    return bad.entrySet().stream()
        .map(e -> Reject.ofRuns(e.getKey().reason(), delivery.routingKey(), e.getValue()))
        .toList();
  }
}
