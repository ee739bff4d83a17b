package io.kilowatch.benchmarks.load;

import java.nio.charset.StandardCharsets;

/** A JSON array of readings, or one alone, as {@code POST /api/v1/readings} takes them. */
public final class JsonBodies implements Bodies {

  private static final byte[] VALUE = ",\"value\":".getBytes(StandardCharsets.US_ASCII);

  private final SeriesSet set;
  private final int readings;
  private final byte[][] openings;

  public JsonBodies(SeriesSet set, int readings) {
    this.set = set;
    this.readings = readings;
    this.openings =
        set.series().stream()
            .map(series ->
                "{\"serverId\":\"%s\",\"metric\":\"%s\",\"timestamp\":"
                    .formatted(series.serverId(), series.metric())
                    .getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
  }

  @Override
  public int readings() {
    return readings;
  }

  @Override
  public void write(long first, RequestBytes body) {
    if (readings > 1) {
      body.add('[');
    }
    for (long n = first; n < first + readings; n++) {
      if (n > first) {
        body.add(',');
      }
      int series = (int) (n % set.size());
      long number = n / set.size();
      body.add(openings[series]).add(set.timestampMillis(number)).add(VALUE);
      body.addHundredths(Walk.hundredths(series, number)).add('}');
    }
    if (readings > 1) {
      body.add(']');
    }
  }
}
