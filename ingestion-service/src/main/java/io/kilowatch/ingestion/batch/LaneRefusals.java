package io.kilowatch.ingestion.batch;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.ingestion.refusal.Refusal;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What became of the readings of one queue, in words that name the queue and its metrics: a request
 * may have readings in several, and the one who mends the broker has to know which it is.
 */
final class LaneRefusals {

  private final String queue;
  private final String readings;

  LaneRefusals(String routingKey) {
    this.queue = BrokerNames.readingQueue(routingKey);
    this.readings =
        Arrays.stream(Metric.values())
            .filter(metric -> BrokerNames.routingKey(metric).equals(routingKey))
            .map(Metric::wireName)
            .collect(Collectors.joining(", ", "", " readings"));
  }

  /** The broker sent them back. */
  Refusal noQueue() {
    return Refusal.outcomeUnknown("the broker has no queue " + queue + " for " + readings);
  }

  /** The broker refused them without a reason, as it does when the queue is full. */
  Refusal notStored() {
    return Refusal.outcomeUnknown("the broker refused to store " + readings + " in " + queue);
  }

  /** They could not be sent to the broker. */
  Refusal unpublished() {
    return Refusal.outcomeUnknown(readings + " could not be published to " + queue);
  }
}
