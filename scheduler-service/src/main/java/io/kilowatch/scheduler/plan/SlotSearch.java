package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the segments on one site in which a task that may be paused emits least.
 *
 * <p>Of each hour the server that adds least all the while, and of these the cheapest hours, are
 * the cheapest segments that change with the hour. If no site has enough hours in which a server is
 * free from begin to end, the pieces between any two changes of a server's load are taken instead:
 * that finds room wherever there is some, but makes many short segments.
 */
final class SlotSearch {

  /** Pieces are sorted as one number each: the price's leading bits, then the piece's number. */
  private static final int NUMBER_BITS = 20;

  /** What staying on a server may cost for it. */
  private static final double WORTH_A_MOVE = 1.01;

  /** What differs by less is equal. */
  private static final double RELATIVE_TOLERANCE = 1e-12;

  private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;

  private final Occupancy occupancy;
  private final Fleet fleet;
  private Tariff tariff;

  // The pieces of the site that is looked at.
  private int pieces;
  private long[] order = new long[256];
  private long[] starts = new long[256];
  private long[] ends = new long[256];
  private int[] servers = new int[256];
  private double[] rates = new double[256];

  private double price;

  // Of the hour that is looked at: the cheapest server so far, and what a core's rent and each watt
  // come to.
  private int hourServer;
  private double hourCost;
  private double hourRent;
  private double hourWatt;

  SlotSearch(Occupancy occupancy, Tariff tariff) {
    this.tariff = tariff;
    this.occupancy = occupancy;
    this.fleet = occupancy.fleet();
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
    if (from + seconds > deadline) {
      return null;
    }
    List<Segment> best = cheapest(cores, seconds, sites, from, deadline, true);
    if (best == null) {
      best = cheapest(cores, seconds, sites, from, deadline, false);
    }
    return best == null ? null : Segment.joined(onFewServers(cores, best));
  }

  private @Nullable List<Segment> cheapest(
      int cores, long seconds, int[] sites, long from, long deadline, boolean fullHours) {
    price = Double.POSITIVE_INFINITY;
    List<Segment> best = null;
    for (int site : sites) {
      pieces = 0;
      if (fullHours) {
        collectHours(site, cores, from, deadline);
      } else {
        collectPieces(site, cores, from, deadline);
      }
      Arrays.sort(order, 0, pieces);
      List<Segment> chosen = choose(seconds);
      best = chosen == null ? best : chosen;
    }
    return best;
  }

  private void collectHours(int site, int cores, long from, long deadline) {
    int before = -1;
    for (long start = from; start < deadline; start = HourlyRates.hourAfter(start)) {
      long end = Math.min(deadline, HourlyRates.hourAfter(start));
      hourServer = -1;
      hourCost = Double.POSITIVE_INFINITY;
      hourRent = tariff.rent(site, start, end);
      hourWatt = tariff.ofAWatt(site, start, end);
      if (before >= 0) {
        tryHour(before, cores, start, end);
      }
      for (int server : fleet.serversOf(site)) {
        tryHour(server, cores, start, end);
      }
      if (hourServer >= 0) {
        append(hourServer, hourCost / (end - start), start, end);
        before = hourServer;
      }
    }
  }

  private void tryHour(int server, int cores, long start, long end) {
    int capacity = fleet.server(server).cores();
    if (capacity < cores) {
      return;
    }
    double least = tariff.leastWatts(server, cores) * hourWatt + cores * hourRent;
    if (least >= hourCost * (1 - RELATIVE_TOLERANCE)) {
      return;
    }
    CoreTimeline timeline = occupancy.timeline(server);
    if (timeline.fits(start, end, cores, capacity)) {
      double cost = tariff.cost(timeline, server, cores, start, end);
      if (cost < hourCost) {
        hourCost = cost;
        hourServer = server;
      }
    }
  }

  private void collectPieces(int site, int cores, long from, long deadline) {
    for (int server : fleet.serversOf(site)) {
      CoreTimeline timeline = occupancy.timeline(server);
      int capacity = fleet.server(server).cores();
      for (long start = from; start < deadline; ) {
        long hour = Math.min(deadline, HourlyRates.hourAfter(start));
        long end = Math.min(hour, timeline.end(timeline.stepAt(start)));
        if (timeline.fits(start, end, cores, capacity)) {
          double rate = tariff.cost(timeline, server, cores, start, end) / (end - start);
          append(server, rate, start, end);
        }
        start = end;
      }
    }
  }

  /**
   * The cheapest pieces; null if they last too short or cost no less than those of a site before.
   */
  private @Nullable List<Segment> choose(long seconds) {
    SegmentSet chosen = new SegmentSet();
    double cost = 0;
    for (int i = 0; i < pieces && chosen.seconds() < seconds; i++) {
      int piece = (int) (order[i] & NUMBER_MASK);
      long before = chosen.seconds();
      chosen.add(servers[piece], starts[piece], ends[piece], seconds - before);
      cost += rates[piece] * (chosen.seconds() - before);
      if (cost >= price) {
        return null;
      }
    }
    if (chosen.seconds() < seconds) {
      return null;
    }
    price = cost;
    return chosen.segments();
  }

  /** Lets a segment follow the one before it on its server, if that costs hardly more. */
  private List<Segment> onFewServers(int cores, List<Segment> segments) {
    List<Segment> settled = new ArrayList<>(segments.size());
    for (Segment next : segments) {
      Segment last = settled.isEmpty() ? next : settled.getLast();
      Segment there = new Segment(last.server(), next.start(), next.end());
      boolean stays =
          last.server() != next.server()
              && occupancy.fits(cores, there)
              && cost(cores, there) <= cost(cores, next) * WORTH_A_MOVE;
      settled.add(stays ? there : next);
    }
    return settled;
  }

  private double cost(int cores, Segment segment) {
    int server = segment.server();
    return tariff.cost(occupancy.timeline(server), server, cores, segment.start(), segment.end());
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
      return segments;
    }
  }
}
