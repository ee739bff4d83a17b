package io.kilowatch.ingestion.http;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.ingestion.IngestionSettings;
import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.intake.ReadingIntake;
import io.kilowatch.ingestion.intake.Taken;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/readings}.
 *
 * <p>Reads the request and writes the answer itself: content negotiation and message converters
 * would cost more here than decoding a reading.
 */
@RestController
class ReadingsController {

  static final String PATH = "/api/v1/readings";
  static final String ORIGIN_HEADER = "X-Kilowatch-Origin";

  private static final String MORE_REJECTED =
      "How many were rejected beyond the first 500, which are told; left out where there are none";

  private final ReadingIntake intake;
  private final InFlightBytes inFlight;
  private final UnfinishedBodies unfinished;
  private final int maxBodyBytes;

  ReadingsController(
      ReadingIntake intake,
      InFlightBytes inFlight,
      UnfinishedBodies unfinished,
      IngestionSettings settings) {
    this.intake = intake;
    this.inFlight = inFlight;
    this.unfinished = unfinished;
    this.maxBodyBytes = Math.toIntExact(settings.maxBodySize().toBytes());
  }

  @PostMapping(PATH)
  @Operation(
      summary = "Send readings",
      description =
          "Answered once the broker has confirmed every accepted reading. One reading, an array of"
              + " them, or one a line as application/x-ndjson; gzip allowed. With the header"
              + " X-Kilowatch-Origin: modelled they count as computed rather than measured.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = ReadingDocument.class)),
                @Content(
                    mediaType = "application/x-ndjson",
                    schema = @Schema(implementation = ReadingDocument.class))
              }))
  @ApiResponse(
      responseCode = "202",
      description = "The accepted readings are stored or will be",
      content = @Content(schema = @Schema(implementation = TakenDocument.class)))
  @ApiResponse(responseCode = "400", description = "Not one reading could be taken")
  @ApiResponse(responseCode = "401", description = "No valid ingest key")
  @ApiResponse(responseCode = "408", description = "The body stopped coming; sending again is safe")
  @ApiResponse(responseCode = "413", description = "Over 8 MiB or 50,000 readings")
  @ApiResponse(responseCode = "415", description = "Unsupported content type or encoding")
  @ApiResponse(responseCode = "429", description = "Over the key's rate")
  @ApiResponse(responseCode = "503", description = "Outcome unknown, sending again is safe")
  void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    BoundedBody body = new BoundedBody(inFlight, maxBodyBytes);
    Taken taken =
        intake.take(
            isModelled(request.getHeader(ORIGIN_HEADER)),
            new JsonSubmission(
                PresentedKey.in(request::getHeader),
                request.getContentType(),
                body,
                () -> receive(request, body)));
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    byte[] answer = TakenJson.of(taken);
    response.setContentLength(answer.length); // else it would go out in chunks
    response.getOutputStream().write(answer);
  }

  private void receive(HttpServletRequest request, BoundedBody body) {
    try {
      body.read(
          request.getInputStream(),
          request.getContentLengthLong(),
          BodyFormat.isGzip(request.getHeader("Content-Encoding")));
    } catch (IOException e) {
      throw unfinished.refusal(e);
    }
  }

  /**
   * Whether the origin header says that values are computed.
   *
   * @throws BadHeader if it says anything else
   */
  static boolean isModelled(@Nullable String origin) {
    if (origin == null) {
      return false;
    }
    if (origin.equalsIgnoreCase(Origin.MODELLED.name())) {
      return true;
    }
    throw new BadHeader(ORIGIN_HEADER, ORIGIN_HEADER + " may be \"modelled\", or absent");
  }

  /** A reading, for the OpenAPI document. */
  record ReadingDocument(String serverId, Metric metric, String timestamp, double value) {}

  /** An answer, for the OpenAPI document. */
  record TakenDocument(
      int accepted,
      List<RejectedDocument> rejected,
      @Schema(description = MORE_REJECTED) @Nullable Integer moreRejected) {}

  /** A rejected reading, for the OpenAPI document. */
  record RejectedDocument(int index, String reason) {}
}
