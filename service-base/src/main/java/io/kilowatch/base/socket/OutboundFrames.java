package io.kilowatch.base.socket;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.MessageHandlingRunnable;

/**
 * Sends the frames of each socket one after the other, on a virtual thread of the socket's own: one
 * client that does not read holds up itself only, until {@link SlowSockets} drops it.
 *
 * <p>How many wait has no bound here, since nobody can wait for one; who makes values into frames
 * asks first whether there are {@link #tooMany()}. Spring has a way of its own to keep a socket's
 * frames in order, but nobody can tell how many wait there.
 */
public final class OutboundFrames {

  /** Besides one for each socket. */
  private static final int MOST = 5_000;

  /** With those of clients that do not read; each takes half a kilobyte of the heap. */
  private static final int MOST_IN_ALL = 50_000;

  /** A frame that takes so long to go out waits for its client, not for this machine. */
  private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final OpenSockets sockets;
  private final LongSupplier nanoClock;
  private final ThreadFactory threads;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * None yet.
   *
   * @param nanoClock {@code System::nanoTime}
   */
  OutboundFrames(
      OpenSockets sockets, MeterRegistry meters, SocketSettings settings, LongSupplier nanoClock) {
    threads = Thread.ofVirtual().name(settings.name() + "-out-", 0).factory();
    this.sockets = sockets;
    this.nanoClock = nanoClock;
    Gauge.builder(
            "kilowatch." + settings.name() + ".frames.under.way", underWay, AtomicInteger::get)
        .register(meters);
  }

  /** None yet. */
  public OutboundFrames(OpenSockets sockets, MeterRegistry meters, SocketSettings settings) {
    this(sockets, meters, settings, System::nanoTime);
  }

  /** Whether more values come than this machine can send, so that new ones had better wait. */
  public boolean tooMany() {
    int most = MOST + sockets.count();
    return full() || (underWay.get() > most && moving() > most);
  }

  /** Whether so many wait that there is no time for clients that do not read. */
  boolean full() {
    return underWay.get() > MOST_IN_ALL;
  }

  private int moving() {
    return lines.values().stream().mapToInt(Line::moving).sum();
  }

  /**
   * Sends a frame once those before it of its socket have gone.
   *
   * @param frame what a message channel hands to its executor
   */
  public void send(Runnable frame) {
    MessageHeaders headers = ((MessageHandlingRunnable) frame).getMessage().getHeaders();
    String socketId =
        Objects.requireNonNullElse(SimpMessageHeaderAccessor.getSessionId(headers), "");
    underWay.incrementAndGet();
    lines.compute(
        socketId,
        (id, line) -> {
          Line its = line != null ? line : new Line(id);
          its.frames.add(frame);
          its.size.incrementAndGet();
          if (line == null) {
            threads.newThread(its).start();
          }
          return its;
        });
  }

  /** Forgets what a socket that is being dropped has not been sent. */
  void discard(String socketId) {
    lines.computeIfPresent(
        socketId,
        (_, line) -> {
          while (line.frames.poll() != null) {
            line.gone();
          }
          return line;
        });
  }

  /** What waits for one socket; there is one for as long as something does. */
  private final class Line implements Runnable {

    private final String socketId;
    private final Queue<Runnable> frames = new ConcurrentLinkedQueue<>();

    /** With the frame that is going out. */
    private final AtomicInteger size = new AtomicInteger();

    private volatile long begunNanos = nanoClock.getAsLong();

    Line(String socketId) {
      this.socketId = socketId;
    }

    int moving() {
      return nanoClock.getAsLong() - begunNanos > STUCK_NANOS ? 0 : size.get();
    }

    @Override
    public void run() {
      for (Runnable frame = next(); frame != null; frame = next()) {
        begunNanos = nanoClock.getAsLong();
        try {
          frame.run();
        } finally {
          gone();
        }
      }
    }

    private @Nullable Runnable next() {
      Runnable frame = frames.poll();
      while (frame == null && !end()) {
        frame = frames.poll();
      }
      return frame;
    }

    private boolean end() {
      return lines.computeIfPresent(socketId, (_, line) -> line.frames.isEmpty() ? null : line)
          == null;
    }

    private void gone() {
      size.decrementAndGet();
      underWay.decrementAndGet();
    }
  }
}
