package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotTaskTests {

  private static final Fleet FLEET =
      new Fleet(
          List.of(new Server("s", new Site("de", "DE", 1), 4, 10, PowerCurve.between(50, 250))));
  private static final IntensityForecast FLAT =
      new IntensityForecast(List.of("DE"), 0, new double[][] {{100}});

  @Test
  void segments_lastAsLongAsTheTask() {
    TaskDemand demand = demand(700, 0, 3600, false);
    Slots slots = new Slots(FLEET, FLAT, List.of(demand));
    SlotTask task = new SlotTask(demand, new int[] {0}, slots);
    task.place().add(0, 2, 2 + task.length());
    assertThat(task.segments(slots)).containsExactly(new Segment(0, 600, 1300));
  }

  @Test
  void segments_areInOrderAndLeaveOutTheEndOfTheOneAddedLast() {
    TaskDemand demand = demand(700, 0, 3600, true);
    Slots slots = new Slots(FLEET, FLAT, List.of(demand));
    SlotTask task = new SlotTask(demand, new int[] {0}, slots);
    task.place().add(0, 8, 9);
    task.place().add(0, 9, 10);
    task.place().add(0, 2, 3);
    assertThat(task.segments(slots))
        .containsExactly(new Segment(0, 600, 700), new Segment(0, 2400, 3000));
  }

  @Test
  void window_isThatOfTheStartsAtWhichTheTaskKeepsItsTimes() {
    TaskDemand other = demand(300, 0, 7200, false);
    TaskDemand demand = demand(700, 301, 2000, false);
    Slots slots = new Slots(FLEET, FLAT, List.of(other, demand));
    SlotTask task = new SlotTask(demand, new int[] {0}, slots);
    // From 600 to 1300 or from 1200 to 1900.
    assertThat(task.opens()).isEqualTo(2);
    assertThat(task.closes()).isEqualTo(4 + task.length());
  }

  @Test
  void window_ofPausableTasksHasOnlyWholeSlots() {
    TaskDemand demand = demand(700, 301, 2000, true);
    Slots slots = new Slots(FLEET, FLAT, List.of(demand));
    SlotTask task = new SlotTask(demand, new int[] {0}, slots);
    assertThat(slots.time(task.opens())).isEqualTo(600);
    assertThat(slots.time(task.closes())).isEqualTo(1800);
  }

  private static TaskDemand demand(long seconds, long earliest, long deadline, boolean pausable) {
    return new TaskDemand(
        "t" + earliest, 2, seconds, earliest, deadline, pausable, Set.of(), Set.of());
  }
}
