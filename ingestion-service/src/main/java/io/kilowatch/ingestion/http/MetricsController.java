package io.kilowatch.ingestion.http;

import io.kilowatch.base.paging.Page;
import io.kilowatch.contracts.reading.Metric;
import java.util.Arrays;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/metrics}: what readings may be of. */
@RestController
class MetricsController {

  /**
   * A metric as clients see it.
   *
   * @param maxGapSeconds how long a reading holds at most when no other follows
   */
  record MetricDescription(
      String metric, String unit, double minimum, double maximum, long maxGapSeconds) {

    static MetricDescription of(Metric metric) {
      return new MetricDescription(
          metric.wireName(),
          metric.unit(),
          metric.minimum(),
          metric.maximum(),
          metric.maxGap().toSeconds());
    }
  }

  @GetMapping("/api/v1/metrics")
  Page<MetricDescription> metrics() {
    return new Page<>(Arrays.stream(Metric.values()).map(MetricDescription::of).toList(), null);
  }
}
