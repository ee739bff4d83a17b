package io.kilowatch.benchmarks.peers;

import io.kilowatch.benchmarks.load.Bodies;
import io.kilowatch.benchmarks.load.RequestBytes;
import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Walk;
import java.nio.charset.StandardCharsets;

/** Readings in InfluxDB's line protocol, one a line. */
final class LineBodies implements Bodies {

  private final SeriesSet set;
  private final int readings;
  private final byte[][] openings;

  LineBodies(SeriesSet set, int readings) {
    this.set = set;
    this.readings = readings;
    this.openings =
        set.series().stream()
            .map(series ->
                "%s,server=%s value="
                    .formatted(series.metric(), series.serverId())
                    .getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
  }

  @Override
  public int readings() {
    return readings;
  }

  @Override
  public void write(long first, RequestBytes body) {
    for (long n = first; n < first + readings; n++) {
      int series = (int) (n % set.size());
      long number = n / set.size();
      body.add(openings[series])
          .addHundredths(Walk.hundredths(series, number))
          .add(' ')
          .add(set.timestampMillis(number))
          .add('\n');
    }
  }
}
