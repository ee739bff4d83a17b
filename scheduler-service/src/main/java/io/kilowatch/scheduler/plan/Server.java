package io.kilowatch.scheduler.plan;

/**
 * A server that tasks can be placed on.
 *
 * @param cores that tasks may take together
 * @param standbyWatts while it holds no task; waking it is free and takes no time
 * @param curve its draw while it holds one
 */
public record Server(String id, Site site, int cores, double standbyWatts, PowerCurve curve) {

  public Server {
    if (cores < 1) {
      throw new IllegalArgumentException(id + " has " + cores + " cores");
    }
    if (!(standbyWatts >= 0 && Double.isFinite(standbyWatts))) {
      throw new IllegalArgumentException("the standby watts of " + id + " are " + standbyWatts);
    }
  }

  /** What the server draws, without the facility around it, while tasks take that many cores. */
  public double wattsAt(int coresInUse) {
    return coresInUse == 0 ? standbyWatts : curve.wattsAt((double) coresInUse / cores);
  }
}
