package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.contracts.reading.UnreadableBatchException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decodes a delivery and parts its good runs from the bad ones. */
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
    for (ReadingRun run : runs) {
      Optional<String> problem = check.problem(run);
      if (problem.isEmpty()) {
        good.add(run);
      } else {
        Group group = new Group(problem.get(), run.keyId());
        bad.computeIfAbsent(group, g -> new ArrayList<>()).add(run);
      }
    }
    return new Sorted(good, rejects(delivery, bad));
  }

  private static List<Reject> rejects(Delivery delivery, Map<Group, List<ReadingRun>> bad) {
    return bad.entrySet().stream()
        .map(e -> Reject.ofRuns(e.getKey().reason(), delivery.routingKey(), e.getValue()))
        .toList();
  }
}
