package io.kilowatch.scheduler.plan;

import java.util.List;

/** Which cores of which server are taken when, and what it would emit to take more of them. */
public final class Occupancy {

  /** Watts times seconds times grams per kWh, to grams. */
  static final double WATT_SECONDS_PER_KWH = 3.6e6;

  private final Fleet fleet;
  private final CoreTimeline[] timelines;

  public Occupancy(Fleet fleet) {
    this.fleet = fleet;
    this.timelines = new CoreTimeline[fleet.size()];
    for (int server = 0; server < timelines.length; server++) {
      timelines[server] = new CoreTimeline();
    }
  }

  public Fleet fleet() {
    return fleet;
  }

  CoreTimeline timeline(int server) {
    return timelines[server];
  }

  /** Takes cores for all of the segments. */
  public void add(int cores, List<Segment> segments) {
    for (Segment segment : segments) {
      timelines[segment.server()].add(segment.start(), segment.end(), cores);
    }
  }

  /** Gives back what {@link #add} took. */
  public void remove(int cores, List<Segment> segments) {
    add(-cores, segments);
  }

  /** Whether the server has that many cores free all the while. */
  public boolean fits(int cores, Segment segment) {
    int capacity = fleet.server(segment.server()).cores();
    return timelines[segment.server()].fits(segment.start(), segment.end(), cores, capacity);
  }

  /**
   * The first stretch of time in which the server has that many of its cores free.
   *
   * @param wait by how much, or a multiple of it, it begins later where it can't at once
   */
  public Segment first(int cores, int server, long from, long seconds, long wait) {
    int capacity = fleet.server(server).cores();
    long start = timelines[server].firstStart(from, wait, seconds, cores, capacity);
    return new Segment(server, start, start + seconds);
  }

  /** Forgets what ended before a time. */
  public void forgetBefore(long time) {
    for (CoreTimeline timeline : timelines) {
      timeline.forgetBefore(time);
    }
  }

  /** The grams that the segments add to what is taken. */
  double addedGrams(int cores, List<Segment> segments, IntensityForecast forecast) {
    double sum = 0;
    for (Segment segment : segments) {
      int server = segment.server();
      double[] watts = fleet.facilityWatts(fleet.modelOf(server));
      int zone = fleet.zoneOf(fleet.siteOf(server));
      sum +=
          timelines[server].added(
              watts, cores, forecast.rates(), zone, segment.start(), segment.end());
    }
    return sum / WATT_SECONDS_PER_KWH;
  }
}
