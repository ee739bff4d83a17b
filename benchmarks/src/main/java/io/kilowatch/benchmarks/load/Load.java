package io.kilowatch.benchmarks.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Sends numbered readings over some connections, each its next request once the last was answered.
 * A request that was begun is repeated until it is acknowledged, so that at the end all readings
 * below a number have been.
 */
public final class Load {

  private static final Duration GIVE_UP = Duration.ofMinutes(3);
  private static final long PAUSE_NANOS = 100_000_000;

  /** So often connections that are not ready are looked at. */
  private static final long LONGEST_WAIT_NANOS = 100_000_000;

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
    try (Sending sending = new Sending(duration, upTo, requestsPerSecondEach)) {
      return sending.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All connections on one thread: no other has to be woken for each answer. */
  private final class Sending implements Closeable {
    private final Selector selector = Selector.open();
    private final byte[] head = target.head().getBytes(StandardCharsets.US_ASCII);
    private final Histogram micros = histogram();
    private final List<Turns> all = new ArrayList<>();
    private final long beginNanos = System.nanoTime();
    private final long endNanos;
    private final long upTo;
    private final double perSecond;

    Sending(Duration duration, long upTo, double perSecond) throws IOException {
      this.endNanos = beginNanos + duration.toNanos();
      this.upTo = upTo;
      this.perSecond = perSecond;
      for (int i = 0; i < connections; i++) {
        all.add(new Turns(this));
      }
    }

    Result run() throws IOException, InterruptedException {
      while (all.stream().anyMatch(turns -> !turns.ended)) {
        long wakeNanos = System.nanoTime() + LONGEST_WAIT_NANOS;
        for (Turns turns : all) {
          turns.proceed();
          wakeNanos = Math.min(wakeNanos, turns.wakeNanos);
        }
        long millis = Math.max(1, (wakeNanos - System.nanoTime()) / 1_000_000);
        selector.select(key -> ((Runnable) key.attachment()).run(), millis);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      double seconds = (System.nanoTime() - beginNanos) / 1e9;
      return new Result(next.get() * bodies.readings(), seconds, again.get(), lastRefusal, micros);
    }

    boolean isOver() {
      return stopped || System.nanoTime() >= endNanos || next.get() * bodies.readings() >= upTo;
    }

    @Override
    public void close() throws IOException {
      for (Turns turns : all) {
        turns.exchange.close();
      }
      selector.close();
    }
  }

  /** The requests of one connection, one after the other. */
  private final class Turns {
    private final Sending sending;
    private final Exchange exchange;
    private long taken;
    private boolean unacknowledged;
    private boolean ended;
    private long fromNanos;
    private long giveUpNanos;

    /** When there is something to do though the connection is not ready. */
    private long wakeNanos;

    Turns(Sending sending) {
      this.sending = sending;
      this.exchange = new Exchange(sending.selector, target.address(), this::ready);
      this.wakeNanos = sending.beginNanos;
    }

    /** Begins what is due. */
    void proceed() {
      if (exchange.isUnderWay()) {
        attempt(exchange::requireInTime);
      } else if (!ended && System.nanoTime() >= wakeNanos) {
        if (unacknowledged) {
          attempt(exchange::send);
        } else {
          begin();
        }
      }
    }

    private void begin() {
      if (sending.isOver()) {
        ended = true;
        wakeNanos = Long.MAX_VALUE;
        return;
      }
      long now = System.nanoTime();
      fromNanos = sending.perSecond > 0 ? wakeNanos : now;
      giveUpNanos = now + GIVE_UP.toNanos();
      unacknowledged = true;
      RequestBytes request = exchange.request();
      request.clear();
      bodies.write(next.getAndIncrement() * bodies.readings(), request);
      request.finish(sending.head);
      attempt(exchange::send);
    }

    private void ready() {
      if (!exchange.isUnderWay()) {
        exchange.abandon(); // nothing was asked, so the server has closed it
        return;
      }
      attempt(() -> {
        if (exchange.proceed()) {
          answered(exchange.answer());
        }
      });
    }

    private void answered(Answer answer) {
      int status = answer.status();
      if (target.isDone(status)) {
        acknowledged();
      } else if (status == 503 || status == 429) {
        refused(status, answer.text());
      } else {
        throw new IllegalStateException("refused: " + answer.text());
      }
    }

    private void acknowledged() {
      unacknowledged = false;
      sending.micros.recordValue(Math.min((System.nanoTime() - fromNanos) / 1000, 60_000_000));
      taken++;
      wakeNanos =
          sending.perSecond > 0
              ? sending.beginNanos + (long) (taken / sending.perSecond * 1e9)
              : System.nanoTime();
      proceed();
    }

    private void attempt(Step step) {
      try {
        step.take();
        if (exchange.isUnderWay()) {
          wakeNanos = Long.MAX_VALUE;
        }
      } catch (IOException e) {
        exchange.abandon();
        refused(0, e.toString());
      }
    }

    private void refused(int status, String answer) {
      again.incrementAndGet();
      lastRefusal = answer;
      refusals.refused(status, answer, exchange.sinceSent());
      if (System.nanoTime() > giveUpNanos) {
        throw new IllegalStateException("not acknowledged in " + GIVE_UP + ": " + answer);
      }
      wakeNanos = System.nanoTime() + PAUSE_NANOS;
    }
  }

  private interface Step {
    void take() throws IOException;
  }

  static Histogram histogram() {
    return new Histogram(60_000_000, 3);
  }
}
