package io.kilowatch.scheduler.plan;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Searches for places of all tasks that together emit least, by moving one after another to a place
 * drawn from all that it may have, where it adds less the likelier: at first almost anywhere, in
 * the end only where it is cheapest (simulated annealing: Kirkpatrick, Gelatt and Vecchi, Science
 * 220, 1983; with a heat bath, Creutz, Physical Review D 21, 1980).
 */
final class Annealing {

  /**
   * How much of idle power is shared at first: by its own curve alone no server would be woken that
   * several tasks could fill, nor one emptied that they have left.
   */
  private static final double FIRST_SHARED_IDLE = 0.9;

  /** When nothing is shared any longer and what counts is what servers draw, as a share of all. */
  private static final double ALL_OWN = 0.9;

  /** At first and in the end, as a share of what a mean task emits. */
  private static final double FIRST_TEMPERATURE = 0.01;

  private static final double LAST_TEMPERATURE = 0.00065;

  /** In how many steps it gets colder and less is shared. */
  private static final int STEPS = 400;

  /** How often each task is moved to where it adds least in the end. */
  private static final int LAST_ROUNDS = 3;

  private final Fleet fleet;
  private final List<SlotTask> tasks;
  private final int mostCores;
  private final PlaceSampler sampler;
  private final SplittableRandom random;

  /**
   * Begins with no task placed.
   *
   * @param tasks that are to be placed, none of which has a place
   */
  Annealing(Fleet fleet, Slots slots, List<SlotTask> tasks, long seed) {
    this.fleet = fleet;
    this.tasks = tasks.stream().sorted(hardestFirst()).toList();
    this.mostCores = tasks.stream().mapToInt(SlotTask::cores).max().orElse(1);
    this.random = new SplittableRandom(seed);
    this.sampler = new PlaceSampler(fleet, slots, watts(FIRST_SHARED_IDLE), random);
  }

  /** Those first that can't go elsewhere, then those that can't go around others, then by size. */
  private static Comparator<SlotTask> hardestFirst() {
    return Comparator.<SlotTask>comparingInt(task -> task.sites().length)
        .thenComparing(SlotTask::isPausable)
        .thenComparingLong(task -> -(long) task.cores() * task.length());
  }

  private AddedWatts watts(double sharedIdle) {
    return new AddedWatts(fleet, sharedIdle, mostCores);
  }

  /**
   * Places tasks, all but those for which there is no place then.
   *
   * @param insertions how many are tried
   */
  void run(int insertions) {
    tasks.forEach(sampler::placeBest);
    List<SlotTask> placed = tasks.stream().filter(SlotTask::isPlaced).toList();
    if (placed.isEmpty()) {
      return;
    }
    double meanGrams = sampler.grams() / placed.size();
    for (int step = 0; step < STEPS; step++) {
      double done = (double) step / STEPS;
      sampler.use(watts(FIRST_SHARED_IDLE * Math.max(0, 1 - done / ALL_OWN)));
      double share = FIRST_TEMPERATURE * Math.pow(LAST_TEMPERATURE / FIRST_TEMPERATURE, done);
      for (int i = 0; i < insertions / STEPS; i++) {
        sampler.draw(placed.get(random.nextInt(placed.size())), share * meanGrams);
      }
    }
    sampler.use(watts(0));
    for (int round = 0; round < LAST_ROUNDS; round++) {
      placed.forEach(sampler::placeBest);
    }
  }
}
