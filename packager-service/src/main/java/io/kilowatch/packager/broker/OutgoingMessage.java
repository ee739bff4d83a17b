package io.kilowatch.packager.broker;

import io.kilowatch.contracts.BrokerNames;
import java.util.Map;

/** A message on its way to the broker. The body belongs to it: nobody changes it any more. */
@SuppressWarnings("ArrayRecordComponent") // handed on to the client as it is, never compared
public record OutgoingMessage(
    String exchange, String routingKey, Map<String, Object> headers, byte[] body) {

  /** A dead letter, with why it is one and where it was to go. */
  public static OutgoingMessage deadLetter(String reason, String routingKey, byte[] body) {
    Map<String, Object> headers =
        Map.of(BrokerNames.REASON_HEADER, reason, BrokerNames.ROUTING_KEY_HEADER, routingKey);
    return new OutgoingMessage(BrokerNames.DEAD_LETTER_EXCHANGE, routingKey, headers, body);
  }

  /** A batch of readings, once more. */
  public static OutgoingMessage readings(String routingKey, byte[] body) {
    return new OutgoingMessage(BrokerNames.READINGS_EXCHANGE, routingKey, Map.of(), body);
  }
}
