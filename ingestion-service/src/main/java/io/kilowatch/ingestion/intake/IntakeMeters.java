package io.kilowatch.ingestion.intake;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.ingestion.reading.RejectReason;
import io.kilowatch.ingestion.refusal.RefusalCause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts what is taken, rejected and refused; every cause has its counter from the start. */
public final class IntakeMeters {

  private final Map<String, Counter> accepted = new HashMap<>();
  private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);
  private final Map<RefusalCause, Counter> refused = new EnumMap<>(RefusalCause.class);

  private final Timer taken;

  public IntakeMeters(MeterRegistry registry) {
    taken =
        Timer.builder("kilowatch.ingestion.requests.taken")
            .description("requests with readings, from their head until the broker's confirm")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(10))
            .register(registry);
    for (Metric metric : Metric.values()) {
      accepted.put(
          metric.wireName(),
          Counter.builder("kilowatch.ingestion.readings.accepted")
              .description("readings that the broker has confirmed")
              .tag("metric", metric.wireName())
              .register(registry));
    }
    for (RejectReason reason : RejectReason.values()) {
      rejected.put(
          reason,
          Counter.builder("kilowatch.ingestion.readings.rejected")
              .description("readings that were not taken, while their request was")
              .tag("reason", reason.tag())
              .register(registry));
    }
    for (RefusalCause cause : RefusalCause.values()) {
      refused.put(
          cause,
          Counter.builder("kilowatch.ingestion.requests.refused")
              .description("requests of which nothing was taken, or nobody knows")
              .tag("cause", cause.tag())
              .register(registry));
    }
  }

  void taken(long nanos) {
    taken.record(nanos, TimeUnit.NANOSECONDS);
  }

  void accepted(List<ReadingRun> runs) {
    for (ReadingRun run : runs) {
      increment(accepted.get(run.metric()), run.size());
    }
  }

  void rejected(Map<RejectReason, Integer> readings) {
    readings.forEach((reason, count) -> increment(rejected.get(reason), count));
  }

  void refused(RefusalCause cause) {
    increment(refused.get(cause), 1);
  }

  private static void increment(@Nullable Counter counter, int by) {
    if (counter != null) {
      counter.increment(by);
    }
  }
}
