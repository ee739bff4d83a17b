package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.broker.OutgoingMessage;
import java.util.List;

/** What can never be stored, as a message body of its own. */
@SuppressWarnings("ArrayRecordComponent") // published as it is, never compared
record Reject(String reason, String routingKey, int readings, byte[] body) {

  static Reject unreadable(String reason, Delivery delivery) {
    return new Reject(reason, delivery.routingKey(), 0, delivery.body());
  }

  static Reject ofRuns(String reason, String routingKey, List<ReadingRun> runs) {
    int readings = runs.stream().mapToInt(ReadingRun::size).sum();
    return new Reject(reason, routingKey, readings, ReadingBatchCodec.encode(runs));
  }

  OutgoingMessage message() {
    return OutgoingMessage.deadLetter(reason, routingKey, body);
  }
}
