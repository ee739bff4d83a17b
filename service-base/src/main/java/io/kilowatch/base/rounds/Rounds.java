package io.kilowatch.base.rounds;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Work that one thread of its own does round after round, from start to stop. */
public abstract class Rounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final ScheduledExecutorService thread;
  private final long pauseMillis;
  private volatile boolean running;

  protected Rounds(String threadName, long pauseMillis) {
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(threadName).daemon().factory());
    this.pauseMillis = pauseMillis;
  }

  /** One round; what it throws ends only this one. */
  protected abstract void round();

  /** Has a round done without the pause before it. */
  public final void roundNow() {
    try {
      thread.execute(this::guardedRound);
    } catch (RejectedExecutionException e) {
      LOG.debug("stopped, so there is no round");
    }
  }

  @Override
  public final void start() {
    running = true;
    var _ =
        thread.scheduleWithFixedDelay(this::guardedRound, 0, pauseMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  public final void stop() {
    running = false;
    thread.shutdownNow();
  }

  @Override
  public final boolean isRunning() {
    return running;
  }

  /** Thrown to the executor, a failure would make this the last round. */
  private void guardedRound() {
    try {
      round();
    } catch (RuntimeException | Error e) {
      LOG.warn("a round failed", e);
    }
  }
}
