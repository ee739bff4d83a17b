package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import java.util.List;

/** Runs and deliveries for tests. */
final class Runs {

  private Runs() {}

  static ReadingRun run(String serverId, String metric, long timestamp, double... values) {
    long[] timestamps = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      timestamps[i] = timestamp + i * 1000L;
    }
    return new ReadingRun(
        serverId, metric, "key-1", Origin.EMULATED, timestamp / 1000, timestamps, values);
  }

  static Delivery delivery(long tag, ReadingRun... runs) {
    return new Delivery(tag, "power", false, ReadingBatchCodec.encode(List.of(runs)));
  }

  /** Of which nobody is told. */
  static Sources sources() {
    return new Sources(_ -> _ -> {});
  }

  static Sorted good(ReadingRun... runs) {
    return new Sorted(List.of(runs), List.of());
  }
}
