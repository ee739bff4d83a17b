package io.kilowatch.packager.closing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

/**
 * Gives work that can wait what the machine has to spare: while its processors, or those that this
 * container may have, are busy, each piece of work is followed by a rest. Some of it is always
 * done, so that it keeps up under a load that never ends.
 */
@Component
final class SpareTime {

  private static final double BUSY = 0.7;
  private static final int RESTS = 4;
  private static final long LONGEST_REST_NANOS = 1_000_000_000;
  private static final long SAMPLE_NANOS = 250_000_000;

  /** What can wait. */
  interface Work<T, E extends Exception> {
    T done() throws E;
  }

  /** Where a thread waits. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  private final DoubleSupplier cpuLoad;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private long sampledNanos;
  private boolean busy;

  SpareTime() {
    this(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getCpuLoad,
        System::nanoTime,
        Thread::sleep);
  }

  /** With this load of all processors from 0 to 1, negative if it is not known. */
  SpareTime(DoubleSupplier cpuLoad, LongSupplier nanoTime, Pause pause) {
    this.cpuLoad = cpuLoad;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.sampledNanos = nanoTime.getAsLong() - SAMPLE_NANOS;
  }

  /** Does this piece of work, and rests after it if it has to. */
  <T, E extends Exception> T use(Work<T, E> work) throws E, InterruptedException {
    long begin = nanoTime.getAsLong();
    try {
      return work.done();
    } finally {
      if (busy()) {
        long rest = (nanoTime.getAsLong() - begin) * RESTS;
        pause.of(Duration.ofNanos(Math.min(rest, LONGEST_REST_NANOS)));
      }
    }
  }

  private synchronized boolean busy() {
    long now = nanoTime.getAsLong();
    if (now - sampledNanos >= SAMPLE_NANOS) {
      sampledNanos = now;
      busy = cpuLoad.getAsDouble() > BUSY;
    }
    return busy;
  }
}
