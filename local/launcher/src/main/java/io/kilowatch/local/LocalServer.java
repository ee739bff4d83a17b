package io.kilowatch.local;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own that can be killed, paused and started again on the same data
 * and ports.
 */
public abstract sealed class LocalServer implements AutoCloseable
    permits CassandraNode, DocumentStore, EmbeddedBroker, RabbitNode {
  private volatile @Nullable ChildProcess process;

  /** Starts the process and returns when it can be used. */
  abstract ChildProcess launch();

  /** How long a stop in good order may take. */
  abstract Duration stopGrace();

  /** SIGTERM, with time to write what is in memory. */
  public synchronized void stop() {
    if (isAlive()) {
      // A paused process takes no SIGTERM.
      process().resume();
      process().stop(stopGrace());
    }
  }

  /** SIGKILL, also while a stop waits: what the server had not written is gone. */
  public void kill() {
    process().kill();
  }

  /** SIGSTOP: connections stay open and nothing answers. */
  public void pause() {
    process().pause();
  }

  public void resume() {
    process().resume();
  }

  /** Stops it where it still runs, then starts it on the same data and ports. */
  public synchronized void restart() {
    stop();
    process = launch();
  }

  public boolean isAlive() {
    ChildProcess current = process;
    return current != null && current.isAlive();
  }

  @Override
  public void close() {
    stop();
  }

  ChildProcess process() {
    return Objects.requireNonNull(process, "not started");
  }
}
