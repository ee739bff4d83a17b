package io.kilowatch.series.store;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.SeriesKey;
import java.time.Instant;

/** The last reading of a series. */
public record Latest(SeriesKey key, Instant timestamp, double value, Origin origin) {}
