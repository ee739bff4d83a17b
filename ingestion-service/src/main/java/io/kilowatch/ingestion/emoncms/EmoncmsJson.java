package io.kilowatch.ingestion.emoncms;

import io.kilowatch.ingestion.reading.Quoted;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON inside of emoncms parameters. */
final class EmoncmsJson {

  private static final int DEEPEST = 8;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(1_024)
                  .maxNameLength(256)
                  .maxNumberLength(400)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private EmoncmsJson() {}

  static void read(String parameter, String text, Consumer<JsonParser> reader) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
      in.nextToken();
      reader.accept(in);
      if (in.nextToken() != null) {
        throw malformed(parameter, "more after its end");
      }
    } catch (JacksonException e) {
      throw malformed(parameter, firstLine(e.getOriginalMessage()));
    }
  }

  /** Text of a number, or of a string, which emoncms takes for one too. */
  static String scalar(JsonParser in, String what) {
    JsonToken token = in.currentToken();
    if (token == null || !(token.isNumeric() || token == JsonToken.VALUE_STRING)) {
      throw new Refusal(RefusalCause.MALFORMED_BODY, what + " must be a number or a string");
    }
    return in.getString();
  }

  static Refusal malformed(String parameter, String reason) {
    return new Refusal(
        RefusalCause.MALFORMED_BODY, "parameter " + parameter + " cannot be read: " + reason);
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return Quoted.sentence(end < 0 ? message : message.substring(0, end));
  }
}
