package io.kilowatch.packager.batch;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Acknowledges batches of one channel as they are stored, in whatever order that happens.
 *
 * <p>A batch holds consecutive tags, so one frame acknowledges all batches up to the first that is
 * not stored; what is stored behind a gap waits for the gap to close.
 */
final class Acknowledgements {

  private final Channel channel;
  private final Map<Long, Long> behindGap = new TreeMap<>();
  private long acknowledgedUpTo;
  private long acknowledgedBehindGap;

  Acknowledgements(Channel channel) {
    this.channel = channel;
  }

  synchronized void stored(long firstTag, long lastTag) throws IOException {
    behindGap.put(firstTag, lastTag);
    long upTo = acknowledgedUpTo;
    Long next = behindGap.remove(upTo + 1);
    while (next != null) {
      upTo = next;
      next = behindGap.remove(upTo + 1);
    }
    if (upTo > acknowledgedUpTo) {
      channel.basicAck(upTo, true);
      acknowledgedUpTo = upTo;
    }
  }

  /** No gap will close any more: acknowledges what is behind one, delivery by delivery. */
  synchronized void finish() throws IOException {
    for (Map.Entry<Long, Long> tags : behindGap.entrySet()) {
      for (long tag = tags.getKey(); tag <= tags.getValue(); tag++) {
        channel.basicAck(tag, false);
        acknowledgedBehindGap++;
      }
    }
    behindGap.clear();
  }

  /** How many deliveries of the channel are acknowledged. */
  synchronized long acknowledged() {
    return acknowledgedUpTo + acknowledgedBehindGap;
  }
}
