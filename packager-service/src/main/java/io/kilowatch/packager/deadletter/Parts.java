package io.kilowatch.packager.deadletter;

import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.contracts.reading.UnreadableBatchException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parts dead letters that are larger than the store takes at once. Ingestion sends none, but
 * anything that can reach the broker can reach the queue, and what could not be kept would hold up
 * all behind it.
 */
final class Parts {

  /**
   * A Cassandra that is configured as it comes takes mutations of 16 MiB, and requests of less if
   * its heap is small, as the local one of 11 MB; the ids of a letter's keys lie beside it and may
   * be as long as itself.
   */
  static final int MOST_BYTES = 4 << 20;

  /**
   * What is kept as a letter of its own.
   *
   * @param note to follow the reason; empty unless the part means nothing without the others
   */
  record Part(String note, ByteBuffer payload) {}

  private Parts() {}

  /** The payload itself if it is small enough, else batches of its readings, else its bytes. */
  static List<Part> of(ByteBuffer payload) {
    if (payload.remaining() <= MOST_BYTES) {
      return List.of(new Part("", payload));
    }
    try {
      return batches(ReadingBatchCodec.decode(Preview.bytes(payload)));
    } catch (UnreadableBatchException e) {
      return pieces(payload);
    }
  }

  private static List<Part> batches(List<ReadingRun> runs) {
    ByteBuffer body = ByteBuffer.wrap(ReadingBatchCodec.encode(runs));
    if (body.remaining() <= MOST_BYTES) {
      return List.of(new Part("", body));
    }
    List<ReadingRun> finer =
        runs.size() > 1 ? runs : runs.getFirst().parts(Math.ceilDiv(runs.getFirst().size(), 2));
    if (finer.size() == 1) {
      return pieces(body);
    }
    int middle = finer.size() / 2;
    return Stream.of(finer.subList(0, middle), finer.subList(middle, finer.size()))
        .flatMap(half -> batches(half).stream())
        .toList();
  }

  private static List<Part> pieces(ByteBuffer payload) {
    int count = Math.ceilDiv(payload.remaining(), MOST_BYTES);
    List<Part> pieces = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = i * MOST_BYTES;
      int length = Math.min(MOST_BYTES, payload.remaining() - from);
      pieces.add(new Part(" (part " + (i + 1) + " of " + count + ")", payload.slice(from, length)));
    }
    return pieces;
  }
}
