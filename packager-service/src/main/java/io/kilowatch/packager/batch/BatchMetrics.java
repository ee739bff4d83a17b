package io.kilowatch.packager.batch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what passes through the reading path, above all what does not pass as it should. */
final class BatchMetrics {

  private final Counter stored;
  private final Counter redelivered;
  private final Counter handedBack;
  private final Counter retries;
  private final Counter deadLetters;
  private final Counter deadReadings;
  private final Timer writing;
  private final DistributionSummary batchReadings;

  BatchMetrics(MeterRegistry meters) {
    stored = counter(meters, "readings.stored", "Readings that Cassandra has taken");
    redelivered = counter(meters, "redelivered", "Messages that the broker delivered again");
    handedBack =
        counter(meters, "handed.back", "Messages handed back because store or broker went");
    retries = counter(meters, "store.retries", "Writes tried again");
    deadLetters = counter(meters, "dead.letters", "Messages that became dead letters");
    deadReadings = counter(meters, "dead.readings", "Readings in them, where they can be decoded");
    writing =
        Timer.builder("kilowatch.packager.write")
            .description("Time from a batch's end of linger until the store has it")
            .publishPercentileHistogram()
            .register(meters);
    batchReadings =
        DistributionSummary.builder("kilowatch.packager.batch.readings")
            .description("Readings in a batch")
            .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder("kilowatch.packager." + name).description(description).register(meters);
  }

  void delivered(Delivery delivery) {
    if (delivery.redelivered()) {
      redelivered.increment();
    }
  }

  void stored(Batch batch, Duration took) {
    stored.increment(batch.readings());
    batchReadings.record(batch.readings());
    writing.record(took);
  }

  void deadLettered(Reject reject) {
    deadLetters.increment();
    deadReadings.increment(reject.readings());
  }

  void retried() {
    retries.increment();
  }

  void handedBack(long deliveries) {
    handedBack.increment((double) deliveries);
  }
}
