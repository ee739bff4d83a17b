package io.kilowatch.scheduler.plan;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which servers of a site are looked at: those that the task is on, and others at random. Of a site
 * with hundreds it would take long to look at all, and drawing from some that include the present
 * one is drawing in the same proportions.
 */
final class ServerSample {

  /** Besides those that the task is on: more insertions gain more than looking at more servers. */
  private static final int MOST_OTHERS = 4;

  private final Fleet fleet;
  private final SplittableRandom random;

  /** By site, in an order that changes. */
  private final int[][] order;

  /** By server, its place in that order. */
  private final int[] places;

  private int chosen;

  ServerSample(Fleet fleet, SplittableRandom random) {
    this.fleet = fleet;
    this.random = random;
    int sites = fleet.sites().size();
    this.order =
        IntStream.range(0, sites).mapToObj(s -> fleet.serversOf(s).clone()).toArray(int[][]::new);
    this.places = new int[fleet.size()];
    for (int[] ofSite : order) {
      for (int place = 0; place < ofSite.length; place++) {
        places[ofSite[place]] = place;
      }
    }
  }

  /** All servers of a site. */
  int[] all(int site) {
    chosen = order[site].length;
    return order[site];
  }

  /** Servers of a site of which the first ones count: see {@link #chosen}. */
  int[] some(int site, SlotPlace present) {
    int[] ofSite = order[site];
    chosen = 0;
    for (int i = 0; i < present.count(); i++) {
      int server = present.server(i);
      if (fleet.siteOf(server) == site && places[server] >= chosen) {
        swap(ofSite, places[server], chosen++);
      }
    }
    for (int left = MOST_OTHERS; left > 0 && chosen < ofSite.length; left--) {
      swap(ofSite, random.nextInt(chosen, ofSite.length), chosen++);
    }
    return ofSite;
  }

  /** How many of the servers that were told last count. */
  int chosen() {
    return chosen;
  }

  private void swap(int[] ofSite, int one, int other) {
    int server = ofSite[one];
    ofSite[one] = ofSite[other];
    ofSite[other] = server;
    places[ofSite[one]] = one;
    places[ofSite[other]] = other;
  }
}
