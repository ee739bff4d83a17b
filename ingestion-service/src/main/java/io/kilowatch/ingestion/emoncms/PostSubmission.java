package io.kilowatch.ingestion.emoncms;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The values of one node at one time: {@code /input/post}. */
final class PostSubmission extends EmoncmsSubmission {

  private static final List<String> DATA = List.of("fulljson", "json", "csv", "data");
  private static final Set<String> KNOWN =
      Set.of("node", "fulljson", "json", "csv", "data", "time", "apikey");

  PostSubmission(EmoncmsParameters parameters, NodeNames nodes, Clock clock, int maxReadings) {
    super(parameters, KNOWN, nodes, clock, maxReadings);
  }

  @Override
  void decode(NodeReadings readings) {
    String node = parameters.require("node");
    String form = parameters.requireOneOf(DATA);
    String data = parameters.require(form);
    if (form.equals("fulljson")) {
      addFullJson(node, data, readings);
    } else {
      addPairs(node, data, timestamp(parameters.get("time")), readings);
    }
  }

  /** {@code {"power":100,"co2":20}}, strictly JSON, where "time" may stand among the inputs. */
  private void addFullJson(String node, String data, NodeReadings readings) {
    Map<String, String> inputs = new LinkedHashMap<>();
    EmoncmsJson.read("fulljson", data, in -> readInputs(in, inputs));
    String inner = inputs.remove("time");
    String time = parameters.get("time");
    long timestamp = timestamp(time == null ? inner : time);
    inputs.forEach((input, value) -> readings.addNamed(node, timestamp, input, value));
  }

  private void readInputs(JsonParser in, Map<String, String> inputs) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw EmoncmsJson.malformed("fulljson", "it must be an object");
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      requireRoom(inputs.size());
      inputs.put(name, EmoncmsJson.scalar(in, name));
    }
  }

  /** {@code {power:100,co2:20}} with or without quotes, or {@code 100,20} by position. */
  private static void addPairs(String node, String data, long timestamp, NodeReadings readings) {
    String pairs = withoutDecoration(data);
    int position = 0;
    int end;
    // One at a time: there may be millions of them, of which few are read before it is too many.
    for (int start = 0; start <= pairs.length(); start = end + 1) {
      int comma = pairs.indexOf(',', start);
      end = comma < 0 ? pairs.length() : comma;
      String pair = pairs.substring(start, end);
      int colon = pair.indexOf(':');
      if (colon < 0) {
        readings.addPositioned(node, timestamp, position++, pair.strip());
      } else {
        readings.addNamed(
            node, timestamp, pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
      }
    }
  }

  private static String withoutDecoration(String data) {
    String text = data.strip();
    if (text.startsWith("{") && text.endsWith("}")) {
      text = text.substring(1, text.length() - 1);
    }
    return text.replace("\"", "").replace("'", "");
  }

  private long timestamp(@Nullable String time) {
    return time == null ? clock.millis() : EmoncmsParameters.millisOfTime(time);
  }
}
