package io.kilowatch.scheduler.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Which tasks are likely to be submitted: those of the last days again, at the same time of day,
 * each with the weight of one of so many days.
 */
final class ExpectedTasks {

  private static final long DAY_SECONDS = 86_400;

  /** Long enough to level out single days, short enough to follow what changes. */
  private static final int MOST_DAYS = 7;

  /** The smallest tasks, which together make up the rest of the work, are left out. */
  private static final double SHARE_OF_WORK = 0.97;

  private record Submission(TaskDemand demand, long time) {}

  private final Deque<Submission> submissions = new ArrayDeque<>();
  private long first = Long.MAX_VALUE;

  /** None can begin before it is submitted, however long ago it says that it might. */
  void submitted(TaskDemand demand, long now) {
    first = Math.min(first, now);
    submissions.addLast(new Submission(demand.notBefore(now), now));
  }

  /** Those that are expected between two times, given what was submitted by the first. */
  List<ExpectedTask> between(long now, long until) {
    while (!submissions.isEmpty()
        && submissions.getFirst().time() <= now - MOST_DAYS * DAY_SECONDS) {
      submissions.removeFirst();
    }
    List<ExpectedTask> expected = new ArrayList<>();
    int days = Math.clamp((now - first) / DAY_SECONDS, 1, MOST_DAYS);
    for (Submission past : submissions) {
      if (past.time() > now - days * DAY_SECONDS) {
        long later = (now - past.time()) / DAY_SECONDS + 1;
        for (long by = later * DAY_SECONDS; past.time() + by < until; by += DAY_SECONDS) {
          expected.add(new ExpectedTask(past.demand().delayed(by), 1.0 / days));
        }
      }
    }
    return expected;
  }

  /** The largest of the tasks, which make up nearly all of the work. */
  static List<ExpectedTask> largest(List<ExpectedTask> tasks) {
    List<ExpectedTask> sorted = new ArrayList<>(tasks);
    sorted.sort(Comparator.comparingDouble(ExpectedTask::coreSeconds).reversed());
    double left = SHARE_OF_WORK * tasks.stream().mapToDouble(ExpectedTask::coreSeconds).sum();
    int count = 0;
    for (; count < sorted.size() && left > 0; count++) {
      left -= sorted.get(count).coreSeconds();
    }
    return sorted.subList(0, count);
  }
}
