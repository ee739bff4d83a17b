package io.kilowatch.ingestion;

import io.kilowatch.ingestion.batch.PublishSettings;
import io.kilowatch.ingestion.reading.ReadingLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything about ingestion that can be configured.
 *
 * @param maxBodySize of a request, after inflating
 * @param maxReadings in one request
 * @param futureTolerance how far a sensor's clock may be ahead
 * @param retention how far back a reading may lie
 * @param keyTableLifetime how long the last known keys hold while the registry is away
 * @param gather how long readings wait for company when there was some just before
 * @param linger longest time readings wait for company while a batch is on its way
 * @param maxBatchReadings a batch with this many is closed
 * @param maxBatchServers a batch with readings of so many servers is closed
 * @param maxUnconfirmedBatches batches of one queue that may wait for their confirm
 * @param confirmTimeout after which the outcome counts as unknown
 * @param maxInFlight memory for bodies being read and batches not yet confirmed
 */
@ConfigurationProperties("kilowatch.ingestion")
public record IngestionSettings(
    @DefaultValue("8MB") DataSize maxBodySize,
    @DefaultValue("50000") int maxReadings,
    @DefaultValue("5m") Duration futureTolerance,
    @DefaultValue("3653d") Duration retention,
    @DefaultValue("24h") Duration keyTableLifetime,
    @DefaultValue("3ms") Duration gather,
    @DefaultValue("10ms") Duration linger,
    @DefaultValue("2000") int maxBatchReadings,
    @DefaultValue("500") int maxBatchServers,
    @DefaultValue("8") int maxUnconfirmedBatches,
    @DefaultValue("10s") Duration confirmTimeout,
    @DefaultValue("32MB") DataSize maxInFlight) {

  ReadingLimits readingLimits() {
    return new ReadingLimits(maxReadings, futureTolerance, retention);
  }

  PublishSettings publishSettings() {
    return new PublishSettings(
        gather,
        linger,
        maxBatchReadings,
        maxBatchServers,
        maxUnconfirmedBatches,
        confirmTimeout,
        maxInFlight.toBytes());
  }
}
