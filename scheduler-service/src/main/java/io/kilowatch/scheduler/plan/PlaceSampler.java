package io.kilowatch.scheduler.plan;

import java.util.SplittableRandom;

/** Draws where and when a task runs, beside all others: where it adds less, the likelier. */
final class PlaceSampler {

  private final Fleet fleet;
  private final Slots slots;
  private final SlotLoads loads;
  private final SplittableRandom random;
  private final ServerSample servers;
  private final Sampler blocks;
  private final Sampler pieces;
  private AddedWatts watts;

  PlaceSampler(Fleet fleet, Slots slots, AddedWatts watts, SplittableRandom random) {
    this.fleet = fleet;
    this.slots = slots;
    this.loads = new SlotLoads(fleet, slots);
    this.random = random;
    this.servers = new ServerSample(fleet, random);
    GumbelNoise noise = new GumbelNoise(random);
    this.blocks = new BlockSampler(slots, noise);
    this.pieces = new PieceSampler(slots, noise);
    this.watts = watts;
  }

  void use(AddedWatts newer) {
    watts = newer;
  }

  /** Moves a task to where it adds least, anywhere; it stays without a place if there is none. */
  void placeBest(SlotTask task) {
    Sampler sampler = begin(task, 0);
    for (int site : task.sites()) {
      look(sampler, task, site, servers.all(site));
    }
    end(sampler, task);
  }

  /** Moves a task that has a place to one that is drawn from those at its site and another one. */
  void draw(SlotTask task, double temperature) {
    int present = fleet.siteOf(task.place().server(0));
    int other = task.sites()[random.nextInt(task.sites().length)];
    int[] sampled = servers.some(present, task.place());
    Sampler sampler = begin(task, temperature);
    look(sampler, task, present, sampled);
    if (other != present) {
      look(sampler, task, other, servers.some(other, task.place()));
    }
    end(sampler, task);
  }

  /** What all tasks that have a place emit above standby, by the tables. */
  double grams() {
    double sum = 0;
    for (int server = 0; server < fleet.size(); server++) {
      double[] gramsPerWatt = slots.gramsPerWatt(fleet.zoneOf(fleet.siteOf(server)));
      int[] taken = loads.taken(server);
      for (int slot = 0; slot < taken.length; slot++) {
        sum += watts.aboveStandby(server, taken[slot]) * gramsPerWatt[slot];
      }
    }
    return sum;
  }

  private Sampler begin(SlotTask task, double temperature) {
    Sampler sampler = task.isPausable() ? pieces : blocks;
    loads.add(-task.cores(), task.place());
    sampler.begin(task, temperature);
    return sampler;
  }

  private void look(Sampler sampler, SlotTask task, int site, int[] candidates) {
    double[] gramsPerWatt = slots.gramsPerWatt(fleet.zoneOf(site));
    sampler.beginSite();
    for (int i = 0; i < servers.chosen(); i++) {
      int server = candidates[i];
      sampler.look(server, loads.taken(server), watts.of(server, task.cores()), gramsPerWatt);
    }
    sampler.endSite();
  }

  private void end(Sampler sampler, SlotTask task) {
    sampler.moveTo(task.place());
    loads.add(task.cores(), task.place());
  }
}
