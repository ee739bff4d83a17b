package io.kilowatch.packager.deadletter;

import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.contracts.reading.UnreadableBatchException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be read of a dead letter's payload; nothing where it is no reading batch.
 *
 * @param first readings, as many as were asked for
 */
record Preview(
    boolean readable,
    int count,
    List<String> servers,
    List<String> keyIds,
    List<ReadingView> first) {

  private static final Preview UNREADABLE = new Preview(false, 0, List.of(), List.of(), List.of());

  /**
   * @param most readings to show
   */
  static Preview of(ByteBuffer payload, int most) {
    try {
      return of(ReadingBatchCodec.decode(bytes(payload)), most);
    } catch (UnreadableBatchException e) {
      return UNREADABLE;
    }
  }

  static byte[] bytes(ByteBuffer payload) {
    ByteBuffer unread = payload.duplicate();
    byte[] bytes = new byte[unread.remaining()];
    unread.get(bytes);
    return bytes;
  }

  private static Preview of(List<ReadingRun> runs, int most) {
    return new Preview(
        true,
        runs.stream().mapToInt(ReadingRun::size).sum(),
        runs.stream().map(ReadingRun::serverId).distinct().toList(),
        runs.stream().map(ReadingRun::keyId).distinct().toList(),
        first(runs, most));
  }

  private static List<ReadingView> first(List<ReadingRun> runs, int most) {
    List<ReadingView> first = new ArrayList<>();
    for (ReadingRun run : runs) {
      for (int i = 0; i < run.size() && first.size() < most; i++) {
        first.add(
            new ReadingView(
                run.serverId(),
                run.metric(),
                Instant.ofEpochMilli(run.timestampsMillis()[i]),
                run.values()[i]));
      }
    }
    return first;
  }
}
