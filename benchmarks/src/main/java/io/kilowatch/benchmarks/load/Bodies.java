package io.kilowatch.benchmarks.load;

import java.nio.charset.StandardCharsets;

/** Numbered readings of a set in some format, so many in a body. */
public abstract class Bodies {

  private final SeriesSet set;
  private final int readings;
  private final byte[][] openings;

  protected Bodies(SeriesSet set, int readings) {
    this.set = set;
    this.readings = readings;
    this.openings =
        set.series().stream()
            .map(series -> opening(series).getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
  }

  public final int readings() {
    return readings;
  }

  /** Writes the readings from {@code first} on. */
  public final void write(long first, RequestBytes body) {
    if (readings > 1) {
      begin(body);
    }
    for (long n = first; n < first + readings; n++) {
      if (n > first) {
        separate(body);
      }
      int series = set.index(n);
      long number = set.number(n);
      body.add(openings[series]);
      reading(body, Walk.hundredths(series, number), set.timestampMillis(number));
    }
    if (readings > 1) {
      end(body);
    }
  }

  /** What each reading of a series begins with; asked once, by the constructor. */
  protected abstract String opening(SeriesSet.Series series);

  /** The rest of a reading. */
  protected abstract void reading(RequestBytes body, long hundredths, long timestampMillis);

  /** Before the first of several. */
  protected abstract void begin(RequestBytes body);

  /** Between two. */
  protected abstract void separate(RequestBytes body);

  /** After the last of several. */
  protected abstract void end(RequestBytes body);
}
