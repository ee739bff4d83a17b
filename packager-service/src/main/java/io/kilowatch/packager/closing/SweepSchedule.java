package io.kilowatch.packager.closing;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.packager.store.StoreLink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Says when the sweeps run: once there are a store and, for the wide ones, a directory. */
@Component
class SweepSchedule implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(SweepSchedule.class);

  private interface Sweeping {
    void run(Hours store) throws InterruptedException;
  }

  private final HourSweep sweep;
  private final TouchedHours touched;
  private final Supplier<Optional<Hours>> stores;
  private final Directory directory;
  private final Clock clock;
  private final Counter failed;
  private final DayLook recent = new DayLook("recent-hours", this::closeDay);
  private final DayLook past = new DayLook("past-hours", this::closeDay);

  @Autowired
  SweepSchedule(
      HourCloser closer,
      SpareTime spareTime,
      TouchedHours touched,
      ClosingProperties rules,
      StoreLink stores,
      Directory directory,
      MeterRegistry meters,
      Clock clock) {
    this(
        new HourSweep(rules, touched, closer, spareTime, clock),
        touched,
        rules,
        () -> stores.ifOpen().map(store -> Hours.of(store.series())),
        directory,
        meters,
        clock);
  }

  SweepSchedule(
      HourSweep sweep,
      TouchedHours touched,
      ClosingProperties rules,
      Supplier<Optional<Hours>> stores,
      Directory directory,
      MeterRegistry meters,
      Clock clock) {
    this.sweep = sweep;
    this.touched = touched;
    this.stores = stores;
    this.directory = directory;
    this.clock = clock;
    past.remember(today().minusDays(rules.lookBack() + 1L), today().minusDays(2));
    this.failed =
        Counter.builder("kilowatch.packager.sweeps.failed")
            .description("Sweeps for open hours that ended early")
            .register(meters);
    Gauge.builder("kilowatch.packager.hours.remembered", touched, TouchedHours::size)
        .description("Hours with new readings that wait to be closed")
        .register(meters);
  }

  @Scheduled(
      initialDelayString = "${kilowatch.packager.closing.every:1m}",
      fixedDelayString = "${kilowatch.packager.closing.every:1m}")
  void closeRemembered() {
    run(sweep::closeRemembered);
  }

  /** What a crash left open; hours that were not over then, by the next time. */
  @Scheduled(fixedDelayString = "${kilowatch.packager.closing.registry-every:2h}")
  void rememberRecent() {
    recent.remember(today().minusDays(1), today());
  }

  /** After a start, and after more was stored than could be remembered. */
  @Scheduled(
      initialDelayString = "${kilowatch.packager.closing.every:1m}",
      fixedDelayString = "${kilowatch.packager.closing.every:1m}")
  void beginLooks() {
    touched.takeForgotten().ifPresent(this::lookFrom);
    if (directory.loaded()) {
      recent.begin();
      past.begin();
    }
  }

  private boolean closeDay(LocalDate day) {
    return run(store -> sweep.closeDay(store, serverIds(), day));
  }

  private void lookFrom(LocalDate day) {
    LOG.info("more hours were touched than are remembered; looking for open ones from {}", day);
    past.remember(day, today().minusDays(2));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Retired servers too: their last hours are to be closed as well. */
  private List<String> serverIds() {
    return directory.servers().stream().map(ServerEntry::id).toList();
  }

  /** Says whether it came to the end. */
  private boolean run(Sweeping sweeping) {
    Optional<Hours> store = stores.get();
    if (store.isEmpty()) {
      return false;
    }
    try {
      sweeping.run(store.get());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("a sweep for open hours ended early: {}", e.toString());
      failed.increment();
    }
    return false;
  }

  @Override
  public void destroy() {
    recent.stop();
    past.stop();
  }
}
