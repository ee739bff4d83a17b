package io.kilowatch.packager.deadletter;

import io.kilowatch.series.deadletter.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as an administrator sees it.
 *
 * @param routingKey a replay publishes it under
 * @param readable whether the payload is a reading batch of a version known here
 * @param count of readings in it
 * @param servers they are of
 * @param keyIds ingest keys they came with
 * @param readings the first of them in a list, all of them otherwise
 * @param payloadBytes how long the payload is
 * @param payloadBase64 the payload of one that is not readable, or its beginning in a list
 */
record DeadLetterView(
    UUID id,
    Instant at,
    String reason,
    String routingKey,
    boolean readable,
    int count,
    List<String> servers,
    List<String> keyIds,
    List<ReadingView> readings,
    int payloadBytes,
    @Nullable String payloadBase64) {

  private static final int LISTED_READINGS = 100;
  private static final int LISTED_BYTES = 1024;

  static DeadLetterView listed(DeadLetter letter) {
    return of(letter, LISTED_READINGS, LISTED_BYTES);
  }

  static DeadLetterView whole(DeadLetter letter) {
    return of(letter, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private static DeadLetterView of(DeadLetter letter, int mostReadings, int mostBytes) {
    Preview preview = Preview.of(letter.payload(), mostReadings);
    return new DeadLetterView(
        letter.id(),
        letter.at(),
        letter.reason(),
        letter.routingKey(),
        preview.readable(),
        preview.count(),
        preview.servers(),
        preview.keyIds(),
        preview.first(),
        letter.payload().remaining(),
        preview.readable() ? null : base64(letter.payload(), mostBytes));
  }

  private static String base64(ByteBuffer payload, int mostBytes) {
    ByteBuffer beginning = payload.slice(0, Math.min(mostBytes, payload.remaining()));
    return Base64.getEncoder().encodeToString(Preview.bytes(beginning));
  }
}
