package io.kilowatch.ingestion.reading;

import io.kilowatch.contracts.reading.Metric;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds a metric by the characters in the parser's buffer. */
final class MetricNames {

  private static final Metric[] METRICS = Metric.values();

  private static final char[][] NAMES =
      Arrays.stream(METRICS).map(metric -> metric.wireName().toCharArray()).toArray(char[][]::new);

  private MetricNames() {}

  static @Nullable Metric find(char[] text, int start, int length) {
    for (int i = 0; i < NAMES.length; i++) {
      if (Arrays.equals(NAMES[i], 0, NAMES[i].length, text, start, start + length)) {
        return METRICS[i];
      }
    }
    return null;
  }
}
