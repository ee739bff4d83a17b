package io.kilowatch.ingestion.batch;

import java.time.Duration;

/**
 * How readings are gathered and published.
 *
 * @param gather how long readings wait for company when the batch before had some
 * @param linger longest time readings wait for company while a batch is on its way
 * @param maxBatchReadings a batch with this many is closed
 * @param maxBatchServers a batch with readings of so many servers is closed: a reading takes ten
 *     bytes of a message, and its server's id and what else goes with it forty more
 * @param maxUnconfirmedBatches batches of one routing key that may wait for their confirm
 * @param confirmTimeout after which the outcome counts as unknown and the connection as broken
 * @param maxBytesInFlight of bodies being read and of batches not yet confirmed, all together
 */
public record PublishSettings(
    Duration gather,
    Duration linger,
    int maxBatchReadings,
    int maxBatchServers,
    int maxUnconfirmedBatches,
    Duration confirmTimeout,
    long maxBytesInFlight) {}
