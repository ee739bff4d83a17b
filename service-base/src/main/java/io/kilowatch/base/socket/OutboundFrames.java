package io.kilowatch.base.socket;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A virtual thread for each frame that goes out: one client that does not read holds up its own
 * threads only, until a limit of the transport ends it.
 *
 * <p>Their number has no bound here, since nobody can wait for one; who makes values into frames
 * asks first whether there are {@link #tooMany()}.
 */
public final class OutboundFrames {

  /** Besides one for each socket, which may be stuck for as long as its client does not read. */
  private static final int MOST = 5_000;

  private final OpenSockets sockets;
  private final AtomicInteger underWay = new AtomicInteger();
  private final ThreadFactory threads;

  public OutboundFrames(OpenSockets sockets, MeterRegistry meters, SocketSettings settings) {
    threads = Thread.ofVirtual().name(settings.name() + "-out-", 0).factory();
    this.sockets = sockets;
    Gauge.builder(
            "kilowatch." + settings.name() + ".frames.under.way", underWay, AtomicInteger::get)
        .register(meters);
  }

  /** Whether more values come than this machine can send, so that new ones had better wait. */
  public boolean tooMany() {
    return underWay.get() > MOST + sockets.count();
  }

  /** Runs what sends a frame, on a thread of its own. */
  public void send(Runnable frame) {
    underWay.incrementAndGet();
    threads.newThread(() -> run(frame)).start();
  }

  private void run(Runnable frame) {
    try {
      frame.run();
    } finally {
      underWay.decrementAndGet();
    }
  }
}
