package io.kilowatch.packager.closing;

import io.kilowatch.series.store.OpenHour;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Closes hours, a few at once, in the time that the machine can spare. Two replicas may close the
 * same hour at the same time: both write a merged segment, which is correct, and the next sweep
 * makes one of them.
 */
@Component
final class HourCloser implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(HourCloser.class);

  private final TouchedHours touched;
  private final SpareTime spareTime;
  private final ExecutorService closers;
  private final Counter closed;
  private final Counter failed;

  HourCloser(
      ClosingProperties rules, TouchedHours touched, SpareTime spareTime, MeterRegistry meters) {
    this.touched = touched;
    this.spareTime = spareTime;
    this.closers =
        Executors.newFixedThreadPool(
            rules.parallel(), Thread.ofVirtual().name("closer-", 0).factory());
    this.closed =
        Counter.builder("kilowatch.packager.hours.closed")
            .description("Hours merged into one segment with its roll-up")
            .register(meters);
    this.failed =
        Counter.builder("kilowatch.packager.hours.failed")
            .description("Hours that could not be closed and are tried again")
            .register(meters);
  }

  /** Closes hours and returns when that is done; what fails is remembered and tried again. */
  void close(Hours store, List<OpenHour> hours) throws InterruptedException {
    List<Future<Boolean>> closing =
        hours.stream()
            .map(hour ->
                closers.submit(() -> spareTime.use(() -> store.close(hour.key(), hour.hour()))))
            .toList();
    for (int i = 0; i < hours.size(); i++) {
      settle(hours.get(i), closing.get(i));
    }
  }

  private void settle(OpenHour hour, Future<Boolean> closing) throws InterruptedException {
    try {
      if (closing.get()) {
        closed.increment();
      }
    } catch (ExecutionException e) {
      LOG.debug("{} of {} is not closed yet", hour.hour(), hour.key(), e.getCause());
      failed.increment();
      touched.again(hour);
    }
  }

  @Override
  public void destroy() {
    closers.shutdownNow();
  }
}
