package io.kilowatch.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Joins sorted readings pairwise, so that many small ones cost n log k. */
final class Merge {
  private Merge() {}

  static Readings of(List<Readings> parts) {
    List<Readings> round = new ArrayList<>(parts);
    round.removeIf(Readings::isEmpty);
    round.sort(Comparator.comparingLong(Readings::firstMillis));
    while (round.size() > 1) {
      round = joinNeighbours(round);
    }
    return round.isEmpty() ? Readings.EMPTY : round.getFirst();
  }

  /** Cuts unsorted columns where they do not ascend. */
  static List<Readings> ascendingRuns(Readings unsorted) {
    List<Readings> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= unsorted.size(); i++) {
      if (i == unsorted.size() || unsorted.timestampMillis(i) <= unsorted.timestampMillis(i - 1)) {
        runs.add(copy(unsorted, start, i));
        start = i;
      }
    }
    return runs;
  }

  private static List<Readings> joinNeighbours(List<Readings> round) {
    List<Readings> joined = new ArrayList<>((round.size() + 1) / 2);
    for (int i = 0; i < round.size(); i += 2) {
      joined.add(i + 1 < round.size() ? join(round.get(i), round.get(i + 1)) : round.get(i));
    }
    return joined;
  }

  private static Readings join(Readings a, Readings b) {
    Readings.Builder joined = Readings.builder(a.size() + b.size());
    if (a.lastMillis() < b.firstMillis()) {
      return joined.addAll(a).addAll(b).build();
    }
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      long left = a.timestampMillis(i);
      long right = b.timestampMillis(j);
      boolean takeLeft = left < right || (left == right && Precedence.wins(a, i, b, j));
      (takeLeft ? a : b).copyTo(takeLeft ? i : j, joined, 1);
      i += left <= right ? 1 : 0;
      j += right <= left ? 1 : 0;
    }
    a.copyTo(i, joined, a.size() - i);
    b.copyTo(j, joined, b.size() - j);
    return joined.build();
  }

  private static Readings copy(Readings source, int from, int to) {
    Readings.Builder run = Readings.builder(to - from);
    source.copyTo(from, run, to - from);
    return run.build();
  }
}
