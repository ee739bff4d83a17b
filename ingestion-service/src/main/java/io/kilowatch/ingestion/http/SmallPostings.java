package io.kilowatch.ingestion.http;

import io.kilowatch.base.problem.ProblemAdvice;
import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.intake.ReadingIntake;
import io.kilowatch.ingestion.intake.Taken;
import io.kilowatch.ingestion.refusal.Refusal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes readings whose body is plain and short: reads it as it comes, and answers from the thread
 * that hears of the broker's confirm. Nothing here waits.
 */
final class SmallPostings {

  private static final URI PATH = URI.create(ReadingsController.PATH);
  private static final PreEncodedHttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
  private static final PreEncodedHttpField NOSNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  private final ReadingIntake intake;
  private final InFlightBytes inFlight;
  private final UnfinishedBodies unfinished;
  private final RefusalAdvice refusals;
  private final ProblemAdvice failures;
  private final JsonMapper json;
  private final ServerThreads threads;
  private final int maxBodyBytes;

  SmallPostings(
      ReadingIntake intake,
      InFlightBytes inFlight,
      UnfinishedBodies unfinished,
      RefusalAdvice refusals,
      ProblemAdvice failures,
      JsonMapper json,
      ServerThreads threads,
      int maxBodyBytes) {
    this.intake = intake;
    this.inFlight = inFlight;
    this.unfinished = unfinished;
    this.refusals = refusals;
    this.failures = failures;
    this.json = json;
    this.threads = threads;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** Takes the readings of this request, of which the head has arrived. */
  void take(Request request, Response response, Callback callback) {
    new Posting(request, response, callback).begin();
  }

  /** One request. */
  private final class Posting extends Invocable.Task.Abstract {

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final BoundedBody body = new BoundedBody(inFlight, maxBodyBytes);
    private @Nullable String key;
    private boolean modelled;
    private @Nullable Throwable brokenOff;

    Posting(Request request, Response response, Callback callback) {
      super(InvocationType.NON_BLOCKING);
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    /** A body is read only of those who may send one. */
    void begin() {
      try {
        modelled = ReadingsController.isModelled(header(ReadingsController.ORIGIN_HEADER));
        key = PresentedKey.in(this::header);
        intake.admit(key);
      } catch (RuntimeException e) {
        refuse(e);
        return;
      }
      run();
    }

    /** Reads on, as far as the body has come. */
    @Override
    public void run() {
      try {
        if (arrived()) {
          submit();
        }
      } catch (RuntimeException e) {
        body.close();
        refuse(e);
      }
    }

    /** Whether no more will come. */
    private boolean arrived() {
      boolean last = false;
      while (!last) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return false;
        }
        if (Content.Chunk.isFailure(chunk)) {
          brokenOff = chunk.getFailure();
          return true;
        }
        try {
          body.append(chunk.getByteBuffer());
          last = chunk.isLast();
        } finally {
          chunk.release();
        }
      }
      return true;
    }

    private void submit() {
      CompletableFuture<Taken> _ =
          intake
              .begin(
                  modelled, new JsonSubmission(key, header("Content-Type"), body, this::requireAll))
              .whenComplete((taken, failure) -> {
                if (failure == null) {
                  threads.answer(() -> accept(Objects.requireNonNull(taken)));
                } else {
                  // Whoever tells of it may hold a lock, which reading on must not meet.
                  threads.handOver(() -> refuse(ReadingIntake.refusalIn(failure)));
                }
              });
    }

    private void requireAll() {
      if (brokenOff != null) {
        throw unfinished.refusal(brokenOff);
      }
    }

    private void accept(Taken taken) {
      response.getHeaders().put(JSON);
      write(202, TakenJson.of(taken), callback);
    }

    private void refuse(RuntimeException why) {
      ResponseEntity<ProblemDetail> answer =
          why instanceof Refusal refusal ? refusals.refused(refusal) : failures.unexpected(why);
      ProblemDetail problem = Objects.requireNonNull(answer.getBody());
      problem.setInstance(PATH);
      answer
          .getHeaders()
          .forEach(
              (name, values) -> values.forEach(value -> response.getHeaders().put(name, value)));
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      write(
          answer.getStatusCode().value(),
          json.writeValueAsBytes(problem),
          new RestOfBody(request, callback));
    }

    private void write(int status, byte[] answer, Callback afterwards) {
      response.setStatus(status);
      response.getHeaders().put(NOSNIFF);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
      response.write(true, ByteBuffer.wrap(answer), afterwards);
    }

    private @Nullable String header(String name) {
      return request.getHeaders().get(name);
    }
  }
}
