package io.kilowatch.ingestion;

import static io.kilowatch.ingestion.IngestionUnderTest.posting;
import static io.kilowatch.ingestion.IngestionUnderTest.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.local.Broker;
import io.kilowatch.local.EmbeddedBroker;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come late, or not to their end. */
class StalledBodiesIT extends IngestionOnBroker {

  private static final String KEY = Fixtures.SERVER_KEY;
  private static final String IMPATIENT = "server.jetty.connection-idle-timeout=1s";

  private static final String SHORT = "POST /api/v1/readings|application/json|Content-Length: 900";
  private static final String LONG = "POST /api/v1/readings|application/json|Content-Length: 90000";
  private static final String IN_CHUNKS =
      "POST /api/v1/readings|application/json|Transfer-Encoding: chunked";
  private static final String FORM =
      "POST /input/bulk|application/x-www-form-urlencoded|Content-Length: 900";

  @Override
  Broker startBroker(Path brokerDirectory) {
    return EmbeddedBroker.start(brokerDirectory);
  }

  @ParameterizedTest
  @ValueSource(strings = {SHORT, LONG, IN_CHUNKS, FORM})
  void body_thatStopsComing_isRefusedAsLate(String request) {
    try (IngestionUnderTest impatient = new IngestionUnderTest(broker.uri(), registry, IMPATIENT)) {
      impatient.awaitReady();

      String answer = impatient.answersTo(head(request));

      assertThat(answer)
          .startsWith("HTTP/1.1 408 ")
          .contains("the body stopped coming; nothing of it was taken, sending again is safe");
      impatient.awaitReady();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SHORT, LONG, IN_CHUNKS, FORM})
  void body_thatEndsEarly_isRefusedAsBroken(String request) throws Exception {
    try (Socket socket = ingestion.connect()) {
      send(socket, head(request));
      socket.shutdownOutput();

      assertThat(answerOn(socket))
          .startsWith("HTTP/1.1 400 ")
          .contains("the body ended before its announced end");
    }
  }

  /** For longer than the server's own patience at a stop, one second. */
  @Test
  void body_thatPausesWhileTheServiceStops_isTaken() throws Exception {
    IngestionUnderTest stopping = new IngestionUnderTest(broker.uri(), registry);
    stopping.awaitReady();
    String posting = posting(KEY, reading("server-1", "power", 5, 5));
    int half = posting.length() - 20;
    try (ExecutorService beside = Executors.newSingleThreadExecutor();
        Socket socket = stopping.connect()) {
      send(socket, posting.substring(0, half));
      IngestionUnderTest.sleep(Duration.ofMillis(100));
      beside.execute(stopping::close);
      await(() -> !stopping.accepts());

      IngestionUnderTest.sleep(Duration.ofMillis(1_500));
      send(socket, posting.substring(half));

      assertThat(answerOn(socket)).startsWith("HTTP/1.1 202 ");
    }
    assertThat(ReadingQueues.readings(drain())).contains("server-1 power 5 5.0");
  }

  /** Jetty tells those who read from a connection that it ends, and sends what they answer. */
  @Test
  void body_cutOffByTheServicesEnd_isToBeSentAgain() throws Exception {
    IngestionUnderTest ending =
        new IngestionUnderTest(
            broker.uri(), registry, "spring.lifecycle.timeout-per-shutdown-phase=500ms");
    ending.awaitReady();
    try (ExecutorService beside = Executors.newSingleThreadExecutor();
        Socket socket = ending.connect()) {
      send(socket, head(SHORT));
      IngestionUnderTest.sleep(Duration.ofMillis(100));
      beside.execute(ending::close);

      assertThat(answerOn(socket))
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("\r\nretry-after: 1\r\n")
          .contains("the service is stopping; the outcome is unknown, sending again is safe");
    }
  }

  private static String head(String request) {
    String[] parts = request.split("\\|", -1);
    return "%s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\nContent-Type: %s\r\n%s\r\n\r\n"
        .formatted(parts[0], KEY, parts[1], parts[2]);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String answerOn(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
