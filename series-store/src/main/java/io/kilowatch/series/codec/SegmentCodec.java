package io.kilowatch.series.codec;

import io.kilowatch.series.Readings;
import java.nio.ByteBuffer;

/** Turns readings into a segment's payload and back, bit for bit. */
@SuppressWarnings("DoNotCallSuggester")
public final class SegmentCodec {
  private SegmentCodec() {}

  public static byte[] encode(Readings readings) {
    throw new UnsupportedOperationException("in the next commit");
  }

  public static Readings decode(byte[] payload) {
    return decode(ByteBuffer.wrap(payload));
  }

  /**
   * Reads what remains in the buffer, and leaves its position alone.
   *
   * @throws UnreadableSegmentException if that is not exactly one whole segment of a known version
   */
  public static Readings decode(ByteBuffer payload) {
    throw new UnsupportedOperationException("in the next commit");
  }
}
