package io.kilowatch.scheduler.plan;

/** How many cores of each server are taken in each slot. */
final class SlotLoads {

  /** By server and slot. */
  private final int[][] taken;

  SlotLoads(Fleet fleet, Slots slots) {
    this.taken = new int[fleet.size()][slots.count()];
  }

  /** By slot; not to be changed. */
  int[] taken(int server) {
    return taken[server];
  }

  /** Takes so many cores, or gives them back if there are fewer than none. */
  void add(int cores, SlotPlace place) {
    for (int i = 0; i < place.count(); i++) {
      int[] ofServer = taken[place.server(i)];
      int end = place.end(i);
      for (int slot = place.first(i); slot < end; slot++) {
        ofServer[slot] += cores;
      }
    }
  }
}
