package io.kilowatch.ingestion.batch;

import java.time.Duration;

/**
 * How readings are gathered and published.
 *
 * @param gather how long readings wait for company when the batch before had some
 * @param linger longest time readings wait for company while a batch is on its way
 * @param maxBatchReadings a batch with this many is closed
 * @param maxUnconfirmedBatches batches of one routing key that may wait for their confirm
 * @param confirmTimeout after which the outcome counts as unknown and the connection as broken
 * @param maxBytesInFlight of bodies being read and of batches not yet confirmed, all together
 */
public record PublishSettings(
    Duration gather,
    Duration linger,
    int maxBatchReadings,
    int maxUnconfirmedBatches,
    Duration confirmTimeout,
    long maxBytesInFlight) {}
