package io.kilowatch.ingestion.emoncms;

import io.kilowatch.ingestion.refusal.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The values of many nodes at many times: {@code /input/bulk}.
 *
 * <p>{@code data=[[520,"web-1",100],[530,"web-1",{"power":101}]]}. Times are seconds relative to a
 * reference: with {@code sentat} or {@code offset} to now less that, with {@code time} to that,
 * else such that the last frame is now.
 */
final class BulkSubmission extends EmoncmsSubmission {

  private static final Set<String> KNOWN = Set.of("data", "time", "offset", "sentat", "apikey");

  /** Of the last frame, also where it has nothing but nulls. */
  private long lastOffsetMillis;

  /** How many have been begun. */
  private int frames;

  /**
   * One value of one frame.
   *
   * @param frame from 1
   * @param input its name; null where it goes by position
   */
  private record Value(
      int frame,
      long offsetMillis,
      String node,
      @Nullable String input,
      int position,
      String value) {}

  BulkSubmission(EmoncmsParameters parameters, NodeNames nodes, Clock clock, int maxReadings) {
    super(parameters, KNOWN, nodes, clock, maxReadings);
  }

  @Override
  void decode(NodeReadings readings) {
    List<Value> values = new ArrayList<>();
    EmoncmsJson.read("data", parameters.require("data"), in -> readFrames(in, values));
    if (values.isEmpty()) {
      return;
    }
    long reference = reference();
    int frame = 0;
    for (Value value : values) {
      if (value.frame() != frame) {
        readings.nextFrame();
        frame = value.frame();
      }
      long timestamp = reference + value.offsetMillis();
      if (value.input() == null) {
        readings.addPositioned(value.node(), timestamp, value.position(), value.value());
      } else {
        readings.addNamed(value.node(), timestamp, value.input(), value.value());
      }
    }
  }

  private long reference() {
    String sentAt = parameters.get("sentat");
    if (sentAt != null) {
      return clock.millis() - EmoncmsParameters.millisOfSeconds("sentat", sentAt);
    }
    String offset = parameters.get("offset");
    if (offset != null) {
      return clock.millis() - EmoncmsParameters.millisOfSeconds("offset", offset);
    }
    String time = parameters.get("time");
    return time == null ? clock.millis() - lastOffsetMillis : EmoncmsParameters.millisOfTime(time);
  }

  private void readFrames(JsonParser in, List<Value> values) {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw malformed("it must be an array of frames");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_ARRAY) {
        throw malformed("a frame must be an array: [time, node, value, ...]");
      }
      readFrame(in, values);
    }
  }

  private void readFrame(JsonParser in, List<Value> values) {
    if (in.nextToken() == JsonToken.END_ARRAY) {
      throw tooShort();
    }
    String seconds = EmoncmsJson.scalar(in, "a frame's time");
    long offset = EmoncmsParameters.millisOfSeconds("a frame's time", seconds);
    lastOffsetMillis = offset;
    if (in.nextToken() == JsonToken.END_ARRAY) {
      throw tooShort();
    }
    String node = EmoncmsJson.scalar(in, "a frame's node");
    frames++;
    int before = values.size();
    int position = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == JsonToken.START_OBJECT) {
        readNamed(in, offset, node, values);
      } else {
        // A null keeps its place free, as emoncms has it.
        if (in.currentToken() != JsonToken.VALUE_NULL) {
          add(
              values,
              new Value(frames, offset, node, null, position, EmoncmsJson.scalar(in, "a value")));
        }
        position++;
      }
    }
    if (position == 0 && values.size() == before) {
      throw tooShort();
    }
  }

  private void readNamed(JsonParser in, long offset, String node, List<Value> values) {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String input = in.currentName();
      in.nextToken();
      add(values, new Value(frames, offset, node, input, 0, EmoncmsJson.scalar(in, input)));
    }
  }

  private void add(List<Value> values, Value value) {
    requireRoom(values.size());
    values.add(value);
  }

  private static Refusal tooShort() {
    return malformed("a frame needs a time, a node and at least one value");
  }

  private static Refusal malformed(String reason) {
    return EmoncmsJson.malformed("data", reason);
  }
}
