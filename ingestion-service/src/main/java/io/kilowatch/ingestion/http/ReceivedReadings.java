package io.kilowatch.ingestion.http;

import io.kilowatch.ingestion.intake.Submission;
import io.kilowatch.ingestion.reading.ReadingRuns;
import org.jspecify.annotations.Nullable;

/** The body of a small {@code POST /api/v1/readings}, all of which has arrived. */
final class ReceivedReadings implements Submission {

  private final @Nullable String key;
  private final @Nullable String contentType;
  private final BoundedBody body;
  private BodyFormat format = BodyFormat.DOCUMENT;

  ReceivedReadings(@Nullable String key, @Nullable String contentType, BoundedBody body) {
    this.key = key;
    this.contentType = contentType;
    this.body = body;
  }

  @Override
  public @Nullable String presentedKey() {
    return key;
  }

  @Override
  public void receive() {
    format = BodyFormat.ofContentType(contentType);
  }

  @Override
  public void decode(ReadingRuns into) {
    format.decode(body, into);
  }

  @Override
  public void close() {
    body.close();
  }
}
