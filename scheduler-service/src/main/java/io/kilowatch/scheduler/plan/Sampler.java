package io.kilowatch.scheduler.plan;

/** Draws a place for one task after another, from the servers of some sites that it is shown. */
interface Sampler {

  /**
   * Begins anew, with no place.
   *
   * @param temperature in grams: what more of them makes a place less likely by a factor of e
   */
  void begin(SlotTask task, double temperature);

  /** Begins to look at a site, of which servers are shown next. */
  void beginSite();

  /**
   * Looks at a server.
   *
   * @param taken cores by slot
   * @param addedWatts by cores taken
   * @param gramsPerWatt by slot
   */
  void look(int server, int[] taken, double[] addedWatts, double[] gramsPerWatt);

  /** Has looked at all of a site that there was to see. */
  void endSite();

  /** Makes a place the one that was drawn; without stretches if there is none. */
  void moveTo(SlotPlace place);
}
