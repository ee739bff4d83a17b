package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CoreTimelineTests {

  private static final int SECONDS = 40;

  record Change(int start, int end, int cores) {}

  @Test
  void add_isOneStepWithItsNeighbourOfEqualCores() {
    CoreTimeline timeline = new CoreTimeline();
    timeline.add(10, 20, 4);
    timeline.add(20, 30, 4);
    assertThat(timeline.steps()).isEqualTo(3);
    assertThat(timeline.taken(timeline.stepAt(20))).isEqualTo(4);
  }

  @Test
  void add_takenBackLeavesNothing() {
    CoreTimeline timeline = new CoreTimeline();
    timeline.add(10, 20, 4);
    timeline.add(15, 30, 2);
    timeline.add(10, 20, -4);
    timeline.add(15, 30, -2);
    assertThat(timeline.steps()).isEqualTo(1);
  }

  @Property
  void timeline_equalsAnArrayOfSeconds(@ForAll("changes") List<Change> changes) {
    CoreTimeline timeline = new CoreTimeline();
    int[] expected = new int[SECONDS];
    for (Change change : changes) {
      timeline.add(change.start(), change.end(), change.cores());
      for (int second = change.start(); second < change.end(); second++) {
        expected[second] += change.cores();
      }
    }
    assertThat(read(timeline, 0)).isEqualTo(expected);
    assertStepsDiffer(timeline);
  }

  @Property
  void forgetBefore_leavesWhatIsLater(
      @ForAll("changes") List<Change> changes, @ForAll("seconds") int time) {
    CoreTimeline timeline = new CoreTimeline();
    for (Change change : changes) {
      timeline.add(change.start(), change.end(), change.cores());
    }
    int[] before = read(timeline, time);
    timeline.forgetBefore(time);
    assertThat(read(timeline, time)).isEqualTo(before);
    assertStepsDiffer(timeline);
  }

  private static void assertStepsDiffer(CoreTimeline timeline) {
    for (int step = 1; step < timeline.steps(); step++) {
      assertThat(timeline.taken(step)).isNotEqualTo(timeline.taken(step - 1));
      assertThat(timeline.begin(step)).isGreaterThan(timeline.begin(step - 1));
    }
  }

  private static int[] read(CoreTimeline timeline, int from) {
    int[] taken = new int[SECONDS];
    for (int second = from; second < SECONDS; second++) {
      taken[second] = timeline.taken(timeline.stepAt(second));
    }
    return taken;
  }

  @Provide
  Arbitrary<Integer> seconds() {
    return Arbitraries.integers().between(0, SECONDS - 1);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Integer> starts = Arbitraries.integers().between(0, SECONDS - 2);
    Arbitrary<Integer> lengths = Arbitraries.integers().between(1, SECONDS);
    Arbitrary<Integer> cores = Arbitraries.integers().between(1, 4);
    return Combinators.combine(starts, lengths, cores)
        .as((start, length, taken) -> new Change(start, Math.min(start + length, SECONDS), taken))
        .list()
        .ofMaxSize(20);
  }
}
