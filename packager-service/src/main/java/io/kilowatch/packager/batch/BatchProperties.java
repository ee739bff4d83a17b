package io.kilowatch.packager.batch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the reading path. What it holds in memory is at most three queues' prefetch of messages
 * and {@code inFlight + 1} batches, each of at most {@code readings} and one message more.
 *
 * @param prefetch deliveries of one queue that may be unacknowledged
 * @param linger how long the first reading of a batch waits for company, at least
 * @param lingerOfSegment how long it waits for each segment that the batch will be, if that is
 *     longer: what a segment costs hardly depends on its length, so a large fleet's are to be long
 * @param longestLinger how long it waits at most
 * @param readings a batch takes no more messages when it has as many
 * @param segments a batch takes no more messages when its readings will be as many; of a history
 *     with a reading an hour each is one, and 100,000 took Cassandra a quarter of a minute
 * @param bytes a batch takes no more messages when those it has had as many
 * @param inFlight batches that may be under way to the store at once
 * @param retries quick attempts after a first failed one, before the store counts as away
 * @param retryPause before the first of them; twice as long before each next
 */
@ConfigurationProperties("kilowatch.packager.batch")
record BatchProperties(
    @DefaultValue("1024") int prefetch,
    @DefaultValue("500ms") Duration linger,
    @DefaultValue("1ms") Duration lingerOfSegment,
    @DefaultValue("10s") Duration longestLinger,
    @DefaultValue("600000") int readings,
    @DefaultValue("40000") int segments,
    @DefaultValue("33554432") int bytes,
    @DefaultValue("1") int inFlight,
    @DefaultValue("2") int retries,
    @DefaultValue("100ms") Duration retryPause) {

  BatchProperties {
    if (prefetch < 2 || readings < 1 || segments < 1 || bytes < 1 || inFlight < 1 || retries < 0) {
      throw new IllegalArgumentException("kilowatch.packager.batch: a bound is out of range");
    }
  }

  /** Waiting for more is no use when half of what a queue may deliver is held already. */
  int deliveriesOfQueue() {
    return prefetch / 2;
  }
}
