package io.kilowatch.emulators.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Readings that wait for ingestion. When it is full the oldest go, and are counted: the sensors
 * never wait.
 */
final class ReadingBuffer {

  private final int capacity;
  private final ArrayDeque<Reading> waiting = new ArrayDeque<>();
  private long dropped;

  ReadingBuffer(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(Collection<Reading> readings) {
    waiting.addAll(readings);
    while (waiting.size() > capacity) {
      waiting.removeFirst();
      dropped++;
    }
    notifyAll();
  }

  /** The oldest readings, at most so many; empty when none came in that time. */
  synchronized List<Reading> take(int limit, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while (waiting.isEmpty() && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    List<Reading> taken = new ArrayList<>(Math.min(limit, waiting.size()));
    while (taken.size() < limit && !waiting.isEmpty()) {
      taken.add(waiting.removeFirst());
    }
    return taken;
  }

  synchronized int size() {
    return waiting.size();
  }

  synchronized long dropped() {
    return dropped;
  }
}
