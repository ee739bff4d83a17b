package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the segments on one site in which a task that may be paused emits least.
 *
 * <p>Each server's time falls into pieces in which neither its load nor the intensity changes. The
 * pieces of a site, cheapest first, each as far as the task doesn't run elsewhere by then, up to
 * its duration, are the cheapest segments there.
 */
final class SlotSearch {

  /** Pieces are sorted as one number each: the price's leading bits, then the piece's number. */
  private static final int NUMBER_BITS = 20;

  private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;

  private final Occupancy occupancy;
  private final Fleet fleet;
  private final boolean[] idleModelTried;
  private Tariff tariff;

  // The pieces of the site that is looked at.
  private int pieces;
  private long[] order = new long[256];
  private long[] starts = new long[256];
  private long[] ends = new long[256];
  private int[] servers = new int[256];
  private double[] rates = new double[256];

  private double price;

  SlotSearch(Occupancy occupancy, Tariff tariff) {
    this.tariff = tariff;
    this.occupancy = occupancy;
    this.fleet = occupancy.fleet();
    this.idleModelTried = new boolean[fleet.modelCount()];
  }

  void use(Tariff newer) {
    tariff = newer;
  }

  /**
   * The cheapest segments at one of the sites within the bounds of time, in order of time; null if
   * no site has that much time.
   *
   * @param seconds how long they last together
   */
  @Nullable List<Segment> cheapest(int cores, long seconds, int[] sites, long from, long deadline) {
    price = Double.POSITIVE_INFINITY;
    List<Segment> best = null;
    if (from + seconds > deadline) {
      return null;
    }
    for (int site : sites) {
      collect(site, cores, from, deadline);
      Arrays.sort(order, 0, pieces);
      SegmentSet chosen = new SegmentSet();
      double cost = choose(chosen, seconds);
      if (cost < price) {
        price = cost;
        best = chosen.segments();
      }
    }
    return best;
  }

  /** Takes pieces until they last long enough; infinity if they don't or cost too much. */
  private double choose(SegmentSet chosen, long seconds) {
    double cost = 0;
    for (int i = 0; i < pieces && chosen.seconds() < seconds; i++) {
      int piece = (int) (order[i] & NUMBER_MASK);
      long before = chosen.seconds();
      chosen.add(servers[piece], starts[piece], ends[piece], seconds - before);
      cost += rates[piece] * (chosen.seconds() - before);
      if (cost >= price) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return chosen.seconds() < seconds ? Double.POSITIVE_INFINITY : cost;
  }

  private void collect(int site, int cores, long from, long deadline) {
    pieces = 0;
    for (int server : fleet.serversOf(site)) {
      idleModelTried[fleet.modelOf(server)] = false;
    }
    for (int server : fleet.serversOf(site)) {
      collectServer(server, cores, from, deadline);
    }
  }

  private void collectServer(int server, int cores, long from, long deadline) {
    CoreTimeline timeline = occupancy.timeline(server);
    int model = fleet.modelOf(server);
    int capacity = fleet.server(server).cores();
    int step = timeline.stepAt(from);
    if (timeline.taken(step) == 0 && timeline.end(step) >= deadline) {
      if (idleModelTried[model]) {
        return;
      }
      idleModelTried[model] = true;
    }
    for (; step < timeline.steps() && timeline.begin(step) < deadline; step++) {
      int taken = timeline.taken(step);
      if (taken + cores <= capacity) {
        long start = Math.max(from, timeline.begin(step));
        long end = Math.min(deadline, timeline.end(step));
        collectHours(server, taken, cores, start, end);
      }
    }
  }

  private void collectHours(int server, int taken, int cores, long start, long end) {
    for (long from = start; from < end; ) {
      long to = Math.min(end, HourlyRates.hourAfter(from));
      append(server, tariff.rate(server, taken, cores, from), from, to);
      from = to;
    }
  }

  private void append(int server, double rate, long start, long end) {
    if (pieces == order.length) {
      grow();
    }
    starts[pieces] = start;
    ends[pieces] = end;
    servers[pieces] = server;
    rates[pieces] = rate;
    // Doubles that are not negative are in the order of their bits.
    order[pieces] = (Double.doubleToLongBits(Math.max(rate, 0)) & ~NUMBER_MASK) | pieces;
    pieces++;
  }

  private void grow() {
    int length = order.length * 2;
    order = Arrays.copyOf(order, length);
    starts = Arrays.copyOf(starts, length);
    ends = Arrays.copyOf(ends, length);
    servers = Arrays.copyOf(servers, length);
    rates = Arrays.copyOf(rates, length);
  }

  /** Stretches of time that don't overlap, in order of time, each with its server. */
  private static final class SegmentSet {

    private final List<Segment> segments = new ArrayList<>();
    private long seconds;

    long seconds() {
      return seconds;
    }

    /** Adds what is not there yet of a stretch, at most so much, and next to what is there. */
    void add(int server, long start, long end, long most) {
      long left = most;
      long from = start;
      int index = firstEndingAfter(start);
      while (from < end && left > 0) {
        boolean clear = index == segments.size() || segments.get(index).start() >= end;
        long to = clear ? end : Math.max(from, segments.get(index).start());
        if (to > from) {
          long taken = Math.min(left, to - from);
          long begin = goesOnWith(index, server, to) ? to - taken : from;
          segments.add(index, new Segment(server, begin, begin + taken));
          seconds += taken;
          left -= taken;
          index++;
        }
        from = clear ? end : segments.get(index).end();
        index++;
      }
    }

    /** Whether what ends at that time is the beginning of what is there already. */
    private boolean goesOnWith(int index, int server, long end) {
      return index < segments.size()
          && segments.get(index).start() == end
          && segments.get(index).server() == server;
    }

    private int firstEndingAfter(long time) {
      int index = 0;
      while (index < segments.size() && segments.get(index).end() <= time) {
        index++;
      }
      return index;
    }

    List<Segment> segments() {
      return Segment.joined(segments);
    }
  }
}
