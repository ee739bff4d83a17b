package io.kilowatch.ingestion.reading;

import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads the bodies of {@code POST /api/v1/readings}. */
public final class JsonReadings {

  /** A reading is two levels deep, with room for what will be refused as an unknown field. */
  private static final int DEEPEST = 16;

  private static final int LONGEST_TEXT = 65_536;

  /**
   * NaN and infinities are no JSON, yet many a sensor's library writes them: they are read, and
   * then rejected with a reason of their own instead of taking their neighbours along.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(256)
                  .maxNumberLength(400)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private JsonReadings() {}

  /**
   * Reads one reading or an array of them.
   *
   * @throws Refusal if the body is no JSON, or is something else; nothing of it counts then
   */
  public static void readDocument(byte[] body, int length, ReadingRuns into) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
      readRoot(in, into);
      if (in.nextToken() != null) {
        throw malformed("more after the end of the document", in.currentTokenLocation());
      }
    } catch (JacksonException e) {
      throw malformed(String.valueOf(e.getOriginalMessage()), e.getLocation());
    }
  }

  /** Reads a reading a line; a line that cannot be read is a rejected reading. */
  public static void readLines(byte[] body, int length, ReadingRuns into) {
    JsonReading reading = new JsonReading(into);
    for (int start = 0; start < length; ) {
      int end = endOfLine(body, start, length);
      if (!isBlank(body, start, end)) {
        readLine(body, start, end, reading, into);
      }
      start = end + 1;
    }
  }

  private static void readLine(
      byte[] body, int start, int end, JsonReading reading, ReadingRuns into) {
    int index = into.nextIndex();
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body, start, end - start)) {
      in.nextToken();
      reading.parse(in);
      if (in.nextToken() == null) {
        reading.handIn(index);
      } else {
        into.reject(index, RejectReason.MALFORMED, "more than one value in a line");
      }
    } catch (JacksonException e) {
      into.reject(
          index, RejectReason.MALFORMED, "line is no JSON: " + describe(e.getOriginalMessage()));
    }
  }

  private static void readRoot(JsonParser in, ReadingRuns into) {
    JsonReading reading = new JsonReading(into);
    JsonToken first = in.nextToken();
    if (first == JsonToken.START_OBJECT) {
      read(in, reading, into);
    } else if (first == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        read(in, reading, into);
      }
    } else {
      throw new Refusal(
          RefusalCause.MALFORMED_BODY,
          first == null ? "the body is empty" : "the body must be a reading or an array of them");
    }
  }

  private static void read(JsonParser in, JsonReading reading, ReadingRuns into) {
    int index = into.nextIndex();
    reading.parse(in);
    reading.handIn(index);
  }

  private static int endOfLine(byte[] body, int start, int length) {
    int end = start;
    while (end < length && body[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean isBlank(byte[] body, int start, int end) {
    for (int i = start; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private static Refusal malformed(String reason, @Nullable TokenStreamLocation at) {
    String position =
        at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new Refusal(
        RefusalCause.MALFORMED_BODY, "malformed JSON" + position + ": " + describe(reason));
  }

  /** Jackson's first sentence; what follows advises its programmer, not our caller. */
  private static String describe(@Nullable String message) {
    String text = String.valueOf(message);
    int lineEnd = text.indexOf('\n');
    return Quoted.sentence(lineEnd < 0 ? text : text.substring(0, lineEnd));
  }
}
