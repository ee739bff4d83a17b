package io.kilowatch.ingestion.emoncms;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.ingestion.IngestionSettings;
import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.http.RefusalAdvice;
import io.kilowatch.ingestion.http.UnfinishedBodies;
import io.kilowatch.ingestion.intake.NothingAccepted;
import io.kilowatch.ingestion.intake.ReadingIntake;
import io.kilowatch.ingestion.intake.Taken;
import io.kilowatch.ingestion.reading.Rejection;
import io.kilowatch.ingestion.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /input/post} and {@code /input/bulk} as emoncms answers them.
 *
 * <p>Only the status differs: emoncms answers errors with 200 too, which loggers take for success.
 */
@RestController
@RequestMapping(method = {RequestMethod.GET, RequestMethod.POST})
class EmoncmsController {

  private static final Map<String, Object> SUCCESS = Map.of("success", true);
  private static final int MOST_NAMED_REASONS = 5;

  /** For all forms together that are read to find their key. */
  private static final long KEYLESS_FORMS_BYTES = 4 * 1024 * 1024;

  private final ReadingIntake intake;
  private final InFlightBytes inFlight;
  private final InFlightBytes keyless = new InFlightBytes(KEYLESS_FORMS_BYTES);
  private final UnfinishedBodies unfinished;
  private final NodeNames nodes;
  private final Clock clock;
  private final int maxBytes;
  private final int maxReadings;

  EmoncmsController(
      ReadingIntake intake,
      InFlightBytes inFlight,
      UnfinishedBodies unfinished,
      Directory directory,
      IngestionSettings settings,
      Clock clock) {
    this.intake = intake;
    this.inFlight = inFlight;
    this.unfinished = unfinished;
    this.nodes = new NodeNames(directory);
    this.clock = clock;
    this.maxBytes = Math.toIntExact(settings.maxBodySize().toBytes());
    this.maxReadings = settings.maxReadings();
  }

  @RequestMapping({"/input/post", "/input/post.json"})
  @Operation(summary = "Send the values of one node (emoncms)")
  ResponseEntity<?> post(HttpServletRequest request) {
    return answer(
        intake.take(false, new PostSubmission(parameters(request), nodes, clock, maxReadings)),
        request.getParameter("fulljson") != null);
  }

  @RequestMapping({"/input/bulk", "/input/bulk.json"})
  @Operation(summary = "Send the values of many nodes (emoncms)")
  ResponseEntity<?> bulk(HttpServletRequest request) {
    return answer(
        intake.take(false, new BulkSubmission(parameters(request), nodes, clock, maxReadings)),
        false);
  }

  /** A refusal in the words of emoncms. */
  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(Refusal refusal) {
    Map<String, Object> body = failure(refusal.detail());
    if (refusal instanceof NothingAccepted nothing) {
      body = failure(refusal.detail() + reasons(nothing.rejections()));
    }
    return ResponseEntity.status(refusal.why().status())
        .headers(RefusalAdvice.headers(refusal))
        .contentType(MediaType.APPLICATION_JSON)
        .body(body);
  }

  private EmoncmsParameters parameters(HttpServletRequest request) {
    return new EmoncmsParameters(request, inFlight, keyless, unfinished, maxBytes);
  }

  /** Whatever the sender accepts, as emoncms does: what is taken must not be answered with 406. */
  private static ResponseEntity<?> answer(Taken taken, boolean json) {
    if (taken.rejected() > 0) {
      int all = taken.accepted() + taken.rejected();
      return ResponseEntity.badRequest()
          .contentType(MediaType.APPLICATION_JSON)
          .body(
              failure(
                  taken.rejected()
                      + " of "
                      + all
                      + " values refused, the others are taken"
                      + reasons(taken.rejections())));
    }
    return json
        ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(SUCCESS)
        : ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("ok");
  }

  private static Map<String, Object> failure(String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("message", message);
    return body;
  }

  private static String reasons(List<Rejection> rejections) {
    StringBuilder text = new StringBuilder();
    rejections.stream()
        .limit(MOST_NAMED_REASONS)
        .forEach(rejection ->
            text.append(text.isEmpty() ? ": " : "; ")
                .append(rejection.index())
                .append(": ")
                .append(rejection.detail()));
    if (rejections.size() > MOST_NAMED_REASONS) {
      text.append("; ...");
    }
    return text.toString();
  }
}
