package io.kilowatch.benchmarks.peers;

import io.kilowatch.benchmarks.load.Bodies;
import io.kilowatch.benchmarks.load.RequestBytes;
import io.kilowatch.benchmarks.load.SeriesSet;

/** Readings in InfluxDB's line protocol, one a line. */
final class LineBodies extends Bodies {

  LineBodies(SeriesSet set, int readings) {
    super(set, readings);
  }

  @Override
  protected String opening(SeriesSet.Series series) {
    return "%s,server=%s value=".formatted(series.metric(), series.serverId());
  }

  @Override
  protected void reading(RequestBytes body, long hundredths, long timestampMillis) {
    body.addHundredths(hundredths).add(' ').add(timestampMillis);
  }

  @Override
  protected void begin(RequestBytes body) {}

  @Override
  protected void separate(RequestBytes body) {
    body.add('\n');
  }

  @Override
  protected void end(RequestBytes body) {}
}
