package io.kilowatch.ingestion.batch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Counts the batches of one routing key. */
final class BatchMeters {

  private static final Duration[] BUCKETS =
      LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Counter confirmed;
  private final Counter failed;
  private final DistributionSummary readings;
  private final Timer confirmLatency;

  BatchMeters(MeterRegistry registry, String routingKey) {
    this.confirmed = batches(registry, routingKey, "confirmed");
    this.failed = batches(registry, routingKey, "failed");
    this.readings =
        DistributionSummary.builder("kilowatch.ingestion.batch.readings")
            .description("readings in a broker message")
            .tag("queue", routingKey)
            .register(registry);
    this.confirmLatency =
        Timer.builder("kilowatch.ingestion.confirm")
            .description("from publishing a batch to the broker's confirm")
            .tag("queue", routingKey)
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  void confirmed(int size, long nanos) {
    confirmed.increment();
    readings.record(size);
    confirmLatency.record(nanos, TimeUnit.NANOSECONDS);
  }

  double confirmed() {
    return confirmed.count();
  }

  void failed() {
    failed.increment();
  }

  private static Counter batches(MeterRegistry registry, String routingKey, String outcome) {
    return Counter.builder("kilowatch.ingestion.batches")
        .description("batches published, by what the broker made of them")
        .tag("queue", routingKey)
        .tag("outcome", outcome)
        .register(registry);
  }
}
