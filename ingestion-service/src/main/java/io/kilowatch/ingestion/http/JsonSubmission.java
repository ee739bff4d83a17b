package io.kilowatch.ingestion.http;

import io.kilowatch.ingestion.intake.Submission;
import io.kilowatch.ingestion.reading.ReadingRuns;
import org.jspecify.annotations.Nullable;

/** The body of a {@code POST /api/v1/readings}. */
final class JsonSubmission implements Submission {

  private final @Nullable String key;
  private final @Nullable String contentType;
  private final BoundedBody body;
  private final Runnable rest;
  private BodyFormat format = BodyFormat.DOCUMENT;

  /**
   * Readings of which the body may still have to come.
   *
   * @param rest takes in what has not come yet
   */
  JsonSubmission(
      @Nullable String key, @Nullable String contentType, BoundedBody body, Runnable rest) {
    this.key = key;
    this.contentType = contentType;
    this.body = body;
    this.rest = rest;
  }

  @Override
  public @Nullable String presentedKey() {
    return key;
  }

  @Override
  public void receive() {
    format = BodyFormat.ofContentType(contentType);
    rest.run();
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
