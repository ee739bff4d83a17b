package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlaceSamplerTests {

  private static final int HOURS = 6;
  private static final PowerCurve CURVE =
      new PowerCurve(List.of(54.1, 78.4, 88.5, 99.5, 115., 126., 143., 165., 196., 226., 243.));
  private static final Fleet FLEET =
      new Fleet(
          List.of(
              new Server("a", new Site("de", "DE", 1.2), 8, 8, CURVE),
              new Server("b", new Site("de", "DE", 1.2), 4, 8, CURVE),
              new Server("c", new Site("fr", "FR", 1.1), 4, 8, CURVE)));

  @Test
  void placeBest_ofBlocksIsTheCheapestOfAllStarts() {
    for (int seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      IntensityForecast observed = observed(random);
      List<TaskDemand> demands = demands(random, 12);
      Slots slots = new Slots(FLEET, observed, demands);
      PlaceSampler sampler = sampler(slots, random);
      Occupancy occupancy = new Occupancy(FLEET);
      for (TaskDemand demand : demands) {
        SlotTask task = new SlotTask(demand, FLEET.sitesFor(demand), slots);
        sampler.placeBest(task);
        double least = leastGrams(demand, task, slots, occupancy, observed);
        assertThat(task.isPlaced()).isEqualTo(least < Double.POSITIVE_INFINITY);
        if (task.isPlaced()) {
          List<Segment> segments = task.segments(slots);
          assertThat(occupancy.addedGrams(demand.cores(), segments, observed))
              .isEqualTo(least, within(1e-6));
          occupancy.add(demand.cores(), segments);
        }
      }
    }
  }

  @Test
  void placeBest_ofPausableTasksIsTheCheapestSlots() {
    IntensityForecast observed =
        new IntensityForecast(
            FLEET.zones(), 0, new double[][] {{300, 100, 200, 400}, {350, 300, 150, 250}});
    TaskDemand demand = new TaskDemand("t", 4, 7200, 0, 14_400, true, Set.of(), Set.of());
    Slots slots = new Slots(FLEET, observed, List.of(demand));
    SlotTask task = new SlotTask(demand, FLEET.sitesFor(demand), slots);
    sampler(slots, new SplittableRandom(1)).placeBest(task);
    // At 1.2 x 300 in Germany, which has a server of eight cores, or 1.1 x 400 in France.
    assertThat(task.segments(slots)).containsExactly(new Segment(0, 3600, 10_800));
  }

  @Test
  void draw_isLikelierByAFactorOfEForEachTemperatureLess() {
    IntensityForecast observed =
        new IntensityForecast(FLEET.zones(), 0, new double[][] {{200, 100}, {900, 900}});
    TaskDemand demand = new TaskDemand("t", 4, 300, 0, 7200, false, Set.of("DE"), Set.of());
    Slots slots = new Slots(FLEET, observed, List.of(demand));
    PlaceSampler sampler = sampler(slots, new SplittableRandom(1));
    SlotTask task = new SlotTask(demand, FLEET.sitesFor(demand), slots);
    sampler.placeBest(task);
    double clean = gramsAt(1, observed);
    double dirty = gramsAt(0, observed);
    int[] drawn = new int[2];
    for (int i = 0; i < 200_000; i++) {
      sampler.draw(task, dirty - clean);
      if (task.place().server(0) == 0) {
        drawn[task.place().first(0) / 12]++;
      }
    }
    assertThat((double) drawn[1] / drawn[0]).isEqualTo(Math.E, within(0.1));
  }

  @Test
  void grams_areWhatAllTasksEmit() {
    SplittableRandom random = new SplittableRandom(3);
    IntensityForecast observed = observed(random);
    List<TaskDemand> demands = demands(random, 8);
    Slots slots = new Slots(FLEET, observed, demands);
    PlaceSampler sampler = sampler(slots, random);
    Occupancy occupancy = new Occupancy(FLEET);
    double grams = 0;
    for (TaskDemand demand : demands) {
      SlotTask task = new SlotTask(demand, FLEET.sitesFor(demand), slots);
      sampler.placeBest(task);
      for (int i = 0; i < 10 && task.isPlaced(); i++) {
        sampler.draw(task, 5);
      }
      grams += occupancy.addedGrams(demand.cores(), task.segments(slots), observed);
      occupancy.add(demand.cores(), task.segments(slots));
    }
    assertThat(sampler.grams()).isEqualTo(grams, within(1e-6));
  }

  private static PlaceSampler sampler(Slots slots, SplittableRandom random) {
    return new PlaceSampler(FLEET, slots, new AddedWatts(FLEET, 0, 8), random);
  }

  /** Of four cores alone on the first server, from the start of an hour on. */
  private static double gramsAt(int hour, IntensityForecast observed) {
    long start = hour * HourlyRates.HOUR_SECONDS;
    return new Occupancy(FLEET)
        .addedGrams(4, List.of(new Segment(0, start, start + Slots.SECONDS)), observed);
  }

  private static double leastGrams(
      TaskDemand demand,
      SlotTask task,
      Slots slots,
      Occupancy occupancy,
      IntensityForecast observed) {
    double least = Double.POSITIVE_INFINITY;
    for (int server = 0; server < FLEET.size(); server++) {
      for (int first = task.opens(); first + task.length() <= task.closes(); first++) {
        long start = slots.time(first);
        Segment block = new Segment(server, start, start + demand.durationSeconds());
        if (demand.allows(FLEET.server(server).site()) && occupancy.fits(demand.cores(), block)) {
          least = Math.min(least, occupancy.addedGrams(demand.cores(), List.of(block), observed));
        }
      }
    }
    return least;
  }

  /** Blocks of whole slots. */
  private static List<TaskDemand> demands(SplittableRandom random, int count) {
    List<TaskDemand> demands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long duration = Slots.SECONDS * (1 + random.nextInt(24));
      long earliest = Slots.SECONDS * random.nextInt(12);
      long deadline = earliest + duration + Slots.SECONDS * random.nextInt(24);
      Set<String> zones = random.nextInt(3) == 0 ? Set.of("DE") : Set.of();
      int cores = 1 << random.nextInt(4);
      demands.add(
          new TaskDemand("t" + i, cores, duration, earliest, deadline, false, zones, Set.of()));
    }
    return demands;
  }

  private static IntensityForecast observed(SplittableRandom random) {
    double[][] grams = new double[FLEET.zones().size()][HOURS];
    for (double[] row : grams) {
      for (int hour = 0; hour < HOURS; hour++) {
        row[hour] = random.nextDouble(20, 600);
      }
    }
    return new IntensityForecast(FLEET.zones(), 0, grams);
  }
}
