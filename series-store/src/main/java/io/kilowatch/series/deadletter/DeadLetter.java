package io.kilowatch.series.deadletter;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * A message that can never be stored, and why.
 *
 * @param id time-ordered
 * @param routingKey under which it came, and under which a replay publishes it
 * @param ingestKeyId key its readings came with; empty where that could not be read
 * @param payload the message's body, read-only
 */
public record DeadLetter(
    UUID id, Instant at, String reason, String routingKey, String ingestKeyId, ByteBuffer payload) {

  public DeadLetter {
    payload = payload.asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }
}
