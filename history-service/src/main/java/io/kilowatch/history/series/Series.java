package io.kilowatch.history.series;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A series in at most so many points; an interval without readings has none.
 *
 * @param resolutionSeconds width of an interval
 */
record Series(
    String metric,
    String unit,
    long resolutionSeconds,
    @Schema(
            description =
                "[epochMs, min, mean, max] of each interval that has readings; the mean weighs each"
                    + " reading the same",
            implementation = double[][].class)
        List<Point> points) {

  Series {
    points = List.copyOf(points);
  }
}
