package io.kilowatch.ingestion.http;

import io.kilowatch.ingestion.intake.Taken;
import io.kilowatch.ingestion.reading.Rejection;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes what became of a request: the reasons of the first rejected readings, and how many more.
 */
final class TakenJson {

  private static final JsonFactory JSON = new JsonFactory();

  private TakenJson() {}

  static byte[] of(Taken taken) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeNumberProperty("accepted", taken.accepted());
      json.writeArrayPropertyStart("rejected");
      for (Rejection rejection : taken.rejections()) {
        json.writeStartObject();
        json.writeNumberProperty("index", rejection.index());
        json.writeStringProperty("reason", rejection.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
      int more = taken.rejected() - taken.rejections().size();
      if (more > 0) {
        json.writeNumberProperty("moreRejected", more);
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }
}
