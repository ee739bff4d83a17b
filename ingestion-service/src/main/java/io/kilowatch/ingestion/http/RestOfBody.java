package io.kilowatch.ingestion.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Reads what a client still sends after its request has been answered, and forgets it. Whoever
 * sends a body that is refused would not come to read why, if the connection ended before.
 */
final class RestOfBody extends Callback.Nested implements Runnable {

  private static final long MOST_BYTES = 32L * 1024 * 1024;

  private final Request request;
  private long left = MOST_BYTES;

  RestOfBody(Request request, Callback answered) {
    super(answered);
    this.request = request;
  }

  @Override
  public void succeeded() {
    run();
  }

  @Override
  public void run() {
    boolean more = true;
    while (more) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      left -= chunk.remaining();
      more = !chunk.isLast() && !Content.Chunk.isFailure(chunk) && left > 0;
      chunk.release();
    }
    super.succeeded();
  }
}
