package io.kilowatch.series.store;

import io.kilowatch.series.SeriesKey;
import java.time.Instant;

/** An hour that is over and has something to merge, or no roll-up that can be trusted. */
public record OpenHour(SeriesKey key, Instant hour) {}
