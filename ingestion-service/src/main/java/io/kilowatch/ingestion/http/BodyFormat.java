package io.kilowatch.ingestion.http;

import io.kilowatch.ingestion.reading.JsonReadings;
import io.kilowatch.ingestion.reading.ReadingRuns;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** How the readings of a body are written. */
enum BodyFormat {
  DOCUMENT,
  LINES;

  /**
   * The format that a content type names.
   *
   * @throws Refusal if it is none of ours
   */
  static BodyFormat ofContentType(@Nullable String contentType) {
    if (MediaType.APPLICATION_JSON_VALUE.equals(contentType)) {
      return DOCUMENT;
    }
    MediaType type = parse(contentType);
    Charset charset = type.getCharset();
    if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
      throw unsupported();
    }
    return switch (type.getSubtype().toLowerCase(Locale.ROOT)) {
      case "json" -> DOCUMENT;
      case "x-ndjson", "ndjson" -> LINES;
      default -> throw unsupported();
    };
  }

  /**
   * Whether a content encoding says gzip.
   *
   * @throws Refusal if it says something we can't read
   */
  static boolean isGzip(@Nullable String encoding) {
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return false;
    }
    if (encoding.equalsIgnoreCase("gzip")) {
      return true;
    }
    throw new Refusal(RefusalCause.UNSUPPORTED_ENCODING, "Content-Encoding may be gzip, or absent");
  }

  /** Hands each reading of a body in. */
  void decode(BoundedBody body, ReadingRuns into) {
    switch (this) {
      case DOCUMENT -> JsonReadings.readDocument(body.bytes(), body.length(), into);
      case LINES -> JsonReadings.readLines(body.bytes(), body.length(), into);
    }
  }

  private static MediaType parse(@Nullable String contentType) {
    if (contentType == null) {
      throw unsupported();
    }
    try {
      MediaType type = MediaType.parseMediaType(contentType);
      if (type.getType().equalsIgnoreCase("application")) {
        return type;
      }
    } catch (InvalidMediaTypeException e) {
      // It is as little of ours as one that can be parsed.
    }
    throw unsupported();
  }

  private static Refusal unsupported() {
    return new Refusal(
        RefusalCause.UNSUPPORTED_TYPE,
        "Content-Type must be application/json or application/x-ndjson, in UTF-8");
  }
}
