package io.kilowatch.benchmarks.load;

import java.nio.charset.StandardCharsets;

/** A JSON array of readings, or one alone, as {@code POST /api/v1/readings} takes them. */
public final class JsonBodies extends Bodies {

  private final boolean ended;

  private static final byte[] VALUE = ",\"value\":".getBytes(StandardCharsets.US_ASCII);

  public JsonBodies(SeriesSet set, int readings) {
    this(set, readings, true);
  }

  private JsonBodies(SeriesSet set, int readings, boolean ended) {
    super(set, readings);
    this.ended = ended;
  }

  /** Arrays without their last byte: all of it is read, and then refused. */
  public static JsonBodies unended(SeriesSet set, int readings) {
    return new JsonBodies(set, readings, false);
  }

  @Override
  protected String opening(SeriesSet.Series series) {
    return "{\"serverId\":\"%s\",\"metric\":\"%s\",\"timestamp\":"
        .formatted(series.serverId(), series.metric());
  }

  @Override
  protected void reading(RequestBytes body, long hundredths, long timestampMillis) {
    body.add(timestampMillis).add(VALUE).addHundredths(hundredths).add('}');
  }

  @Override
  protected void begin(RequestBytes body) {
    body.add('[');
  }

  @Override
  protected void separate(RequestBytes body) {
    body.add(',');
  }

  @Override
  protected void end(RequestBytes body) {
    if (ended) {
      body.add(']');
    }
  }
}
