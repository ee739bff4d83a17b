package io.kilowatch.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends numbered readings over some connections, each its next request once the last was answered.
 * A request that was begun is repeated until it is acknowledged, so that at the end all readings
 * below a number have been.
 */
public final class Load {

  private static final Duration GIVE_UP = Duration.ofMinutes(3);

  /**
   * What came of it.
   *
   * @param readings all numbers below this were acknowledged
   * @param again requests that were refused, or whose connection broke, and were sent again
   * @param lastRefusal why the last of these was
   * @param micros from sending to the answer, of those answered at once
   */
  public record Result(
      long readings, double seconds, long again, String lastRefusal, Histogram micros) {
    public double readingsPerSecond() {
      return readings / seconds;
    }
  }

  /** Hears of each request that has to be sent again, on the thread that sent it. */
  public interface Refusals {

    /**
     * A request was not acknowledged.
     *
     * @param status of the answer, 0 where the connection broke instead
     * @param answer as it came, head included, or why the connection broke
     * @param after how long that took
     */
    void refused(int status, String answer, Duration after);
  }

  private final Target target;
  private final Bodies bodies;
  private final int connections;
  private final Refusals refusals;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong again = new AtomicLong();
  private volatile String lastRefusal = "";
  private volatile boolean stopped;

  public Load(Target target, Bodies bodies, int connections) {
    this(target, bodies, connections, (_, _, _) -> {});
  }

  public Load(Target target, Bodies bodies, int connections, Refusals refusals) {
    this.target = target;
    this.bodies = bodies;
    this.connections = connections;
    this.refusals = refusals;
  }

  /** As fast as it goes, for so long. */
  public Result run(Duration duration) throws InterruptedException {
    return run(duration, Long.MAX_VALUE, 0);
  }

  /** As fast as it goes, until so many readings are acknowledged. */
  public Result run(long readings) throws InterruptedException {
    return run(Duration.ofHours(1), readings, 0);
  }

  /** At a fixed rate, until so many readings are acknowledged. */
  public Result run(long readings, double readingsPerSecond) throws InterruptedException {
    return run(Duration.ofHours(1), readings, readingsPerSecond / bodies.readings() / connections);
  }

  /** How many readings are acknowledged or under way. */
  public long begun() {
    return next.get() * bodies.readings();
  }

  /** Begins nothing more; what is under way is sent until it is acknowledged. */
  public void stop() {
    stopped = true;
  }

  /** At a fixed rate: what waits for its turn because an answer is late counts as late. */
  public Result runAt(double readingsPerSecond, Duration duration) throws InterruptedException {
    return run(duration, Long.MAX_VALUE, readingsPerSecond / bodies.readings() / connections);
  }

  private Result run(Duration duration, long upTo, double requestsPerSecondEach)
      throws InterruptedException {
    long begin = System.nanoTime();
    long end = begin + duration.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<Histogram>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(threads.submit(() -> send(begin, end, upTo, requestsPerSecondEach)));
      }
      Histogram all = histogram();
      for (Future<Histogram> one : running) {
        all.add(one.get());
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Result(next.get() * bodies.readings(), seconds, again.get(), lastRefusal, all);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load ended early: " + e.getCause(), e);
    }
  }

  private Histogram send(long begin, long end, long upTo, double perSecond) throws IOException {
    Histogram micros = histogram();
    RequestBytes request = new RequestBytes();
    byte[] head = target.head().getBytes(StandardCharsets.US_ASCII);
    long sent = 0;
    KeepAlive connection = new KeepAlive(target.address());
    try {
      while (!stopped && System.nanoTime() < end && next.get() * bodies.readings() < upTo) {
        long due = perSecond > 0 ? begin + (long) (sent++ / perSecond * 1e9) : System.nanoTime();
        sleepUntil(due);
        long number = next.getAndIncrement();
        request.clear();
        bodies.write(number * bodies.readings(), request);
        request.finish(head);
        long from = perSecond > 0 ? due : System.nanoTime();
        connection = acknowledged(connection, request);
        micros.recordValue(Math.min((System.nanoTime() - from) / 1000, 60_000_000));
      }
    } finally {
      connection.close();
    }
    return micros;
  }

  /** Sends until it is taken; the connection that it went over at last. */
  private KeepAlive acknowledged(KeepAlive first, RequestBytes request) throws IOException {
    long giveUp = System.nanoTime() + GIVE_UP.toNanos();
    KeepAlive connection = first;
    while (true) {
      String problem;
      int status = 0;
      long from = System.nanoTime();
      try {
        status = connection.send(request);
        if (status / 100 == 2) {
          return connection;
        }
        problem = connection.answer();
        if (status != 503 && status != 429) {
          throw new IllegalStateException("refused: " + problem);
        }
        if (connection.endsWithAnswer()) {
          connection.close();
          connection = reconnected(connection);
        }
      } catch (IOException e) {
        problem = e.toString();
        connection.close();
        connection = reconnected(connection);
      }
      again.incrementAndGet();
      lastRefusal = problem;
      refusals.refused(status, problem, Duration.ofNanos(System.nanoTime() - from));
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("not acknowledged in " + GIVE_UP + ": " + problem);
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  /** The old one, whose next use fails again, where nobody listens. */
  private KeepAlive reconnected(KeepAlive broken) {
    try {
      return new KeepAlive(target.address());
    } catch (IOException e) {
      return broken;
    }
  }

  private static void sleepUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  static Histogram histogram() {
    return new Histogram(60_000_000, 3);
  }
}
