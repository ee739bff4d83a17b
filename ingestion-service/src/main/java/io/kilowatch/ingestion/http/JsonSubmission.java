package io.kilowatch.ingestion.http;

import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.intake.Submission;
import io.kilowatch.ingestion.reading.ReadingRuns;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of a {@code POST /api/v1/readings}. */
final class JsonSubmission implements Submission {

  private final HttpServletRequest request;
  private final BoundedBody body;
  private BodyFormat format = BodyFormat.DOCUMENT;

  JsonSubmission(HttpServletRequest request, InFlightBytes inFlight, int maxBytes) {
    this.request = request;
    this.body = new BoundedBody(inFlight, maxBytes);
  }

  @Override
  public @Nullable String presentedKey() {
    return PresentedKey.of(request);
  }

  @Override
  public void receive() throws IOException {
    format = BodyFormat.ofContentType(request.getContentType());
    boolean gzip = BodyFormat.isGzip(request.getHeader("Content-Encoding"));
    body.read(request.getInputStream(), request.getContentLengthLong(), gzip);
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
