package io.kilowatch.ingestion.reading;

import java.time.Duration;

/**
 * What a reading and a request may be at most.
 *
 * @param maxReadings readings in one request, good and bad
 * @param futureTolerance how far a sensor's clock may be ahead
 * @param retention how far back a reading may lie, as long as the store keeps it
 */
public record ReadingLimits(int maxReadings, Duration futureTolerance, Duration retention) {}
