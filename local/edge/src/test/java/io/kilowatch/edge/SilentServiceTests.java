package io.kilowatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The edge before a service that takes connections and says nothing, as one that is stopped. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.cloud.gateway.server.webflux.httpclient.response-timeout=200ms")
class SilentServiceTests {
  @TempDir static Path frontend;
  private static ServerSocket silent;

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws Exception {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    int silentPort = silent.getLocalPort();
    registry.add("kilowatch.edge.frontend-directory", frontend::toString);
    registry.add("management.server.port", () -> 0);
    registry.add("KILOWATCH_REGISTRY_URI", () -> "http://127.0.0.1:" + silentPort);
  }

  @AfterAll
  static void stop() throws Exception {
    silent.close();
  }

  @Test
  @Timeout(60)
  void get_ofServiceThatNeverAnswers_is504Problem() throws Exception {
    HttpResponse<String> response;
    try (HttpClient client = HttpClient.newHttpClient()) {
      response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/sites"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    }

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.body()).contains("\"status\":504", "no answer in time");
  }

  @Test
  @Timeout(60)
  void post_whoseUploadTakesLonger_is504ProblemThatSaysSo() throws Exception {
    String head = "POST /api/v1/sites HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{";
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      byte[] answer = new byte[4096];
      int length = 0;
      while (!text(answer, length).endsWith("}")) {
        int more = socket.getInputStream().read(answer, length, answer.length - length);
        assertThat(more).as(text(answer, length)).isPositive();
        length += more;
      }

      assertThat(text(answer, length))
          .startsWith("HTTP/1.1 504")
          .contains("application/problem+json", "the upload included");
    }
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }
}
