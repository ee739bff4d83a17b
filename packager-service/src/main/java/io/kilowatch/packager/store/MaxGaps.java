package io.kilowatch.packager.store;

import io.kilowatch.contracts.reading.Metric;
import java.time.Duration;

/** How long a reading of a metric holds, for the store that only knows the metric's name. */
final class MaxGaps {

  private MaxGaps() {}

  static Duration of(String wireName) {
    return Metric.ofWireName(wireName)
        .map(Metric::maxGap)
        .orElseThrow(() -> new IllegalArgumentException("unknown metric " + wireName));
  }
}
