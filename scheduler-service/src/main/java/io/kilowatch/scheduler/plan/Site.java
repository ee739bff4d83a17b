package io.kilowatch.scheduler.plan;

/**
 * A place of servers: a task that was paused goes on at the site where it began.
 *
 * @param zone of the grid that feeds it, as Electricity Maps names it
 * @param pue power usage effectiveness: facility watts for each watt of a server, at least 1
 */
public record Site(String id, String zone, double pue) {

  public Site {
    if (!(pue >= 1 && Double.isFinite(pue))) {
      throw new IllegalArgumentException("the PUE of " + id + " is " + pue + ", less than 1");
    }
  }
}
