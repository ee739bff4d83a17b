package io.kilowatch.emulators.sensor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Beats the time: the loop ten times a second, and announcements on a thread of their own. */
@Component
final class Beat implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Beat.class);

  /** The shortest interval a sensor can have. */
  private static final Duration TICK = Duration.ofMillis(100);

  private static final Duration ANNOUNCING = Duration.ofSeconds(1);

  private final SensorLoop loop;
  private final SensorAnnouncer announcer;
  private final Clock clock;
  private final ScheduledExecutorService ticks = thread("sensor-loop");
  private final ScheduledExecutorService announcements = thread("sensor-announcer");
  private volatile boolean running;

  Beat(SensorLoop loop, SensorAnnouncer announcer, Clock clock) {
    this.loop = loop;
    this.announcer = announcer;
    this.clock = clock;
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name(name).daemon().factory());
  }

  @Override
  public void start() {
    running = true;
    Future<?> _ =
        ticks.scheduleAtFixedRate(
            () -> safely(loop::tick), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    Future<?> _ =
        announcements.scheduleWithFixedDelay(
            () -> safely(announcer::announce), 0, ANNOUNCING.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** An executor forgets a task that threw; the sensors must not stop for one bad round. */
  private void safely(Consumer<Instant> round) {
    try {
      round.accept(clock.instant());
    } catch (RuntimeException e) {
      log.error("A round of the sensors failed", e);
    }
  }

  @Override
  public void stop() {
    running = false;
    List.of(ticks, announcements).forEach(ScheduledExecutorService::shutdownNow);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
