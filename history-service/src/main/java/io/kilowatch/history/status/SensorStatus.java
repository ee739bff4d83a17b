package io.kilowatch.history.status;

import io.kilowatch.history.web.LastReading;
import io.kilowatch.history.web.UtcMillis;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one sensor is doing. */
record SensorStatus(
    String metric,
    String unit,
    @Nullable LastReading lastReading,
    @Schema(description = "Since the last reading", nullable = true) @Nullable Double lagSeconds,
    @Schema(description = "Median of the latest spacings", nullable = true)
        @Nullable Double expectedIntervalSeconds,
    @Schema(
            description =
                "Longer than three expected intervals, in the last 24 hours, oldest first; at most"
                    + " the latest 100")
        List<Gap> gaps,
    @Schema(description = "How many gaps there were in all") int gapCount) {

  SensorStatus {
    gaps = List.copyOf(gaps);
  }

  /**
   * Time without a reading.
   *
   * @param start the reading before it
   * @param end the reading after it; null while it lasts
   */
  record Gap(@UtcMillis Instant start, @Nullable @UtcMillis Instant end) {}
}
