package io.kilowatch.series.codec;

/**
 * A block of values in the smallest of three forms: scaled decimals as they are (noise about a
 * level), as steps from one to the next (a walk), or, where they are no decimals, the bits in which
 * each double differs from the one before.
 */
final class ValueBlock {
  private static final int DIRECT = 0;
  private static final int STEPS = 1;
  private static final int XOR = 2;

  private ValueBlock() {}

  /** Writes the first {@code length} values, of which there is one at least. */
  static void write(double[] values, int length, PayloadWriter writer) {
    long[] numbers = new long[length];
    int scale = DecimalScale.of(values, length, numbers);
    if (scale == DecimalScale.NONE) {
      writeXor(values, length, numbers, writer);
    } else {
      writeDecimals(numbers, length, scale, writer);
    }
  }

  /** Reads into {@code values} from {@code start}; {@code numbers} is room to work in. */
  static void read(PayloadReader reader, double[] values, int start, int length, long[] numbers) {
    int form = reader.readByte();
    switch (form & 3) {
      case DIRECT -> FrameOfReference.read(reader, numbers, 0, length);
      case STEPS -> readSteps(reader, numbers, length);
      case XOR -> {
        readXor(reader, values, start, length, numbers);
        return;
      }
      default -> throw new UnreadableSegmentException("unknown form of values " + form);
    }
    restoreDecimals(numbers, length, form >>> 2, values, start);
  }

  private static void writeDecimals(long[] numbers, int length, int scale, PayloadWriter writer) {
    long[] steps = new long[length];
    for (int i = 1; i < length; i++) {
      steps[i] = numbers[i] - numbers[i - 1];
    }
    int stepsSize = BitWidths.zigzagBytes(numbers[0]) + FrameOfReference.size(steps, 1, length);
    if (stepsSize < FrameOfReference.size(numbers, 0, length)) {
      writer.writeByte(STEPS | scale << 2);
      writer.writeZigzag(numbers[0]);
      FrameOfReference.write(steps, 1, length, writer);
    } else {
      writer.writeByte(DIRECT | scale << 2);
      FrameOfReference.write(numbers, 0, length, writer);
    }
  }

  private static void writeXor(double[] values, int length, long[] xors, PayloadWriter writer) {
    long any = 0;
    for (int i = 1; i < length; i++) {
      xors[i] = Double.doubleToRawLongBits(values[i]) ^ Double.doubleToRawLongBits(values[i - 1]);
      any |= xors[i];
    }
    // 64 zeros behind the lowest bit only if no bit is set; then nothing is packed either.
    int trailing = Long.numberOfTrailingZeros(any) & 63;
    int width = BitWidths.ofRange(0, any >>> trailing);
    for (int i = 1; i < length; i++) {
      xors[i] >>>= trailing;
    }
    writer.writeByte(XOR);
    writer.writeLong(Double.doubleToRawLongBits(values[0]));
    writer.writeByte(trailing);
    writer.writeByte(width);
    writer.writePacked(xors, 1, length, width);
  }

  private static void readSteps(PayloadReader reader, long[] numbers, int length) {
    numbers[0] = reader.readZigzag();
    FrameOfReference.read(reader, numbers, 1, length);
    for (int i = 1; i < length; i++) {
      numbers[i] += numbers[i - 1];
    }
  }

  private static void restoreDecimals(
      long[] numbers, int length, int scale, double[] values, int start) {
    if (scale > DecimalScale.MAX) {
      throw new UnreadableSegmentException("decimal scale " + scale);
    }
    double power = DecimalScale.power(scale);
    for (int i = 0; i < length; i++) {
      values[start + i] = numbers[i] / power;
    }
  }

  private static void readXor(
      PayloadReader reader, double[] values, int start, int length, long[] xors) {
    long bits = reader.readLong();
    int trailing = reader.readWidth();
    int width = reader.readWidth();
    if (trailing + width > Long.SIZE) {
      throw new UnreadableSegmentException(width + " bits ahead of " + trailing);
    }
    reader.readPacked(xors, 1, length, width);
    values[start] = Double.longBitsToDouble(bits);
    for (int i = 1; i < length; i++) {
      bits ^= xors[i] << trailing;
      values[start + i] = Double.longBitsToDouble(bits);
    }
  }
}
