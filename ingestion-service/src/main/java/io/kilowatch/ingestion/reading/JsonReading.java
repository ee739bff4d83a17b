package io.kilowatch.ingestion.reading;

import io.kilowatch.contracts.reading.Metric;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/**
 * Reads the JSON object of one reading, and the next one after it: it is reused for all readings of
 * a request.
 *
 * <p>The first thing that is wrong with a reading is its reason; the rest of the object is skipped.
 */
final class JsonReading {

  private static final int SERVER_ID = 1;
  private static final int METRIC = 2;
  private static final int TIMESTAMP = 4;
  private static final int VALUE = 8;
  private static final int ALL = SERVER_ID | METRIC | TIMESTAMP | VALUE;

  private final ReadingRuns runs;

  private int seen;
  private @Nullable ServerSlot server;
  private @Nullable Metric metric;
  private long timestampMillis;
  private double value;
  private @Nullable RejectReason reason;
  private String detail = "";

  JsonReading(ReadingRuns runs) {
    this.runs = runs;
  }

  /** Reads what the parser's current token begins. */
  void parse(JsonParser in) {
    clear();
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      fail(RejectReason.WRONG_TYPE, "a reading must be a JSON object");
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      readField(in);
    }
  }

  /** Hands in what was read last. */
  void handIn(int index) {
    if (reason != null) {
      runs.reject(index, reason, detail);
    } else if (seen != ALL || server == null || metric == null) {
      runs.reject(index, RejectReason.MISSING_FIELD, "missing field \"" + firstMissing() + "\"");
    } else {
      runs.add(index, server, metric, timestampMillis, value);
    }
  }

  private void clear() {
    seen = 0;
    server = null;
    metric = null;
    reason = null;
  }

  private void readField(JsonParser in) {
    String name = in.currentName();
    JsonToken token = in.nextToken();
    if (reason != null) {
      in.skipChildren();
      return;
    }
    switch (name) {
      case "serverId" -> readServer(in, token);
      case "metric" -> readMetric(in, token);
      case "timestamp" -> readTimestamp(in, token);
      case "value" -> readValue(in, token);
      default -> {
        in.skipChildren();
        fail(RejectReason.UNKNOWN_FIELD, "unknown field " + Quoted.of(name));
      }
    }
  }

  private void readServer(JsonParser in, JsonToken token) {
    if (isText(in, token, SERVER_ID, "serverId")) {
      server = runs.slot(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
    }
  }

  private void readMetric(JsonParser in, JsonToken token) {
    if (isText(in, token, METRIC, "metric")) {
      char[] text = in.getStringCharacters();
      metric = MetricNames.find(text, in.getStringOffset(), in.getStringLength());
      if (metric == null) {
        fail(
            RejectReason.UNKNOWN_METRIC,
            "unknown metric " + Quoted.of(text, in.getStringOffset(), in.getStringLength()));
      }
    }
  }

  private void readTimestamp(JsonParser in, JsonToken token) {
    if (!isFirst(in, TIMESTAMP, "timestamp")) {
      return;
    }
    if (token == JsonToken.VALUE_STRING) {
      timestampMillis =
          Rfc3339.parse(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
    } else if (token == JsonToken.VALUE_NUMBER_INT) {
      timestampMillis =
          Decimals.parseLong(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
    } else {
      in.skipChildren();
      timestampMillis = Rfc3339.INVALID;
    }
    if (timestampMillis == Rfc3339.INVALID) {
      fail(
          RejectReason.BAD_TIMESTAMP,
          "timestamp must be RFC 3339 with an offset, or whole milliseconds since 1970");
    }
  }

  private void readValue(JsonParser in, JsonToken token) {
    if (!isFirst(in, VALUE, "value")) {
      return;
    }
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      in.skipChildren();
      fail(RejectReason.WRONG_TYPE, "value must be a number");
      return;
    }
    value =
        Decimals.parseShortDecimal(
            in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
    if (Double.isNaN(value)) {
      value = slowValue(in);
    }
  }

  private static double slowValue(JsonParser in) {
    try {
      return in.getDoubleValue();
    } catch (InputCoercionException e) {
      return Double.NaN;
    }
  }

  private boolean isText(JsonParser in, JsonToken token, int field, String name) {
    if (!isFirst(in, field, name)) {
      return false;
    }
    if (token != JsonToken.VALUE_STRING) {
      in.skipChildren();
      fail(RejectReason.WRONG_TYPE, name + " must be a string");
      return false;
    }
    return true;
  }

  private boolean isFirst(JsonParser in, int field, String name) {
    if ((seen & field) != 0) {
      in.skipChildren();
      fail(RejectReason.DUPLICATE_FIELD, "duplicate field \"" + name + "\"");
      return false;
    }
    seen |= field;
    return true;
  }

  private void fail(RejectReason why, String text) {
    reason = why;
    detail = text;
  }

  private String firstMissing() {
    return switch (Integer.lowestOneBit(ALL & ~seen)) {
      case SERVER_ID -> "serverId";
      case METRIC -> "metric";
      case TIMESTAMP -> "timestamp";
      default -> "value";
    };
  }
}
