package io.kilowatch.ingestion.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes small postings of readings on the thread that reads their socket, without waiting for
 * anything, and hands all other requests to a virtual thread each.
 *
 * <p>To wake a thread, and another for the answer, costs several times what the reading of such a
 * request does.
 */
final class ReadingsHandler extends Handler.Wrapper {

  /** What is decoded in some hundred microseconds, so that it holds nobody else up for long. */
  private static final long SMALL_BYTES = 64 * 1024L;

  private final SmallPostings postings;
  private final ServerThreads threads;

  ReadingsHandler(SmallPostings postings, ServerThreads threads, Handler others) {
    super(others);
    this.postings = postings;
    this.threads = threads;
  }

  /** Says that the thread which reads sockets may call this itself, whatever else follows. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (isSmallPosting(request)) {
      postings.take(request, response, callback);
    } else {
      Callback afterwards = new RestOfBody(request, callback);
      threads.handOver(() -> handleOther(request, response, afterwards));
    }
    return true;
  }

  private void handleOther(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private static boolean isSmallPosting(Request request) {
    return HttpMethod.POST.is(request.getMethod())
        && ReadingsController.PATH.equals(request.getHttpURI().getCanonicalPath())
        && request.getLength() >= 0
        && request.getLength() <= SMALL_BYTES
        && !request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)
        && !request.getHeaders().contains(HttpHeader.EXPECT);
  }
}
