package io.kilowatch.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EdgeTests {
  private static final Backend BACKEND = new Backend();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  @TempDir static Path frontend;

  @LocalServerPort private int port;

  @Autowired private HttpClientProperties gatewayClient;

  @Value("${kilowatch.edge.public-origin}")
  private String publicOrigin;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws Exception {
    Files.writeString(frontend.resolve("index.html"), "<!doctype html><title>Kilowatch</title>");
    Files.createDirectories(frontend.resolve("assets"));
    Files.writeString(
        frontend.resolve("assets/app-B1c2.js"), "console.log('kilowatch');\n".repeat(200));
    Files.writeString(frontend.resolve("assets/pressed-A1.css"), "plain");
    Files.writeString(frontend.resolve("assets/pressed-A1.css.gz"), "pressed");
    registry.add("kilowatch.edge.frontend-directory", frontend::toString);
    registry.add("management.server.port", () -> 0);
    for (String service : new String[] {"REGISTRY", "INGESTION", "PACKAGER", "HISTORY"}) {
      registry.add("KILOWATCH_" + service + "_URI", BACKEND::uri);
    }
    int nobody = freePort();
    registry.add("KILOWATCH_EMULATORS_URI", () -> "http://127.0.0.1:" + nobody);
  }

  @AfterAll
  static void stop() {
    BACKEND.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/auth/me",
        "/api/v1/users",
        "/api/v1/sites?limit=1",
        "/api/v1/servers/s1",
        "/api/v1/ingest-keys?state=all",
        "/api/v1/topology",
        "/api/v1/audit",
        "/api/v1/metrics",
        "/input/post?node=a",
        "/api/v1/dead-letters",
        "/api/v1/history/fleet/latest"
      })
  void get_ofRoutedPrefix_reachesServiceUnchanged(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith(path + "\n");
  }

  @Test
  void get_withRawCharactersInQuery_reachesServiceEncoded() throws Exception {
    String query = "node=a&fulljson={\"power\":1}&data=[[0,%20,1]]&x=a|b\\c^<d>`";
    assertThat(getRaw("/input/post?" + query))
        .startsWith("HTTP/1.1 200")
        .contains(
            "/input/post?node=a&fulljson=%7B%22power%22:1%7D&data=%5B%5B0,%20,1%5D%5D"
                + "&x=a%7Cb%5Cc%5E%3Cd%3E%60\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/input/bulk?data=[[0;16;1]]&x=1, /input/bulk?data=[[0;16;1]]&x=1",
    "/input/bulk?data=[[0;%20;1]], /input/bulk?data=%5B%5B0;%20;1%5D%5D",
    "/api/v1/sites?data=[1], /api/v1/sites?data=%5B1%5D"
  })
  void get_withBracketsInQuery_reachesServiceWithThemWhereItTakesThem(String sent, String arrived)
      throws Exception {
    assertThat(get(sent).body()).startsWith(arrived + "\n");
  }

  @Test
  void get_ofALongBulk_reachesServiceAsItIs() throws Exception {
    String path = "/input/bulk?data=[" + "[0,16,1137],".repeat(660) + "[1,16,1]]";
    assertThat(path.length()).isGreaterThan(7_900);
    assertThat(get(path).body()).startsWith(path + "\n");
  }

  @Test
  void services_areNotWaitedForForEver() {
    assertThat(gatewayClient.getResponseTimeout()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void frameworkLogOfFailures_whichShowsQueries_isOff() {
    assertThat(LoggerFactory.getLogger(HttpWebHandlerAdapter.class).isErrorEnabled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/v1/directory",
        "/internal",
        "/actuator/health",
        "/actuator",
        "/api/v1/authx",
        "/api/v1/nothing",
        "/api",
        "/ws/other"
      })
  void get_ofUnroutedPath_is404Problem(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
    assertThat(response.body()).contains("\"status\":404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/auth/../../../internal/v1/directory",
        "/api/v1/auth/%2e%2e/%2e%2e/%2e%2e/internal/v1/directory",
        "/api/v1/auth/..%2f..%2f..%2finternal",
        "/api/v1/auth/..;/internal",
        "//internal/v1/directory",
        "/../../etc/passwd"
      })
  void get_ofAmbiguousPath_is400(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void forwardedHeaders_ofClient_areReplaced() throws Exception {
    HttpResponse<String> response =
        send(
            request("/api/v1/sites")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=203.0.113.9")
                .header("X-Real-IP", "203.0.113.9")
                .header("Authorization", "Bearer kept"));
    assertThat(response.body())
        .contains("x-forwarded-for: 127.0.0.1\n", "x-forwarded-proto: http\n")
        .contains("x-forwarded-host: localhost:" + port, "authorization: Bearer kept\n")
        .doesNotContain("203.0.113.9", "evil");
  }

  @Test
  void get_ofServiceThatIsAway_is503WithRetryAfter() throws Exception {
    HttpResponse<String> response = get("/api/v1/emulators/sensors");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, "Retry-After")).isEqualTo("2");
    assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
    assertThat(response.body()).contains("\"status\":503").doesNotContain("Exception");
  }

  @Test
  void post_ofEightMebibytes_arrivesWhole() throws Exception {
    HttpResponse<String> response =
        send(
            request("/api/v1/readings")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[8 << 20])));
    assertThat(response.body()).isEqualTo(Integer.toString(8 << 20));
  }

  @Test
  @Timeout(60)
  void stream_isPassedOnAsItComes() throws Exception {
    HttpResponse<InputStream> response =
        HTTP.send(
            request("/api/v1/history/slow.csv").build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      assertThat(new String(body.readNBytes(6))).isEqualTo("first\n");
      BACKEND.endStream();
      assertThat(new String(body.readAllBytes())).isEqualTo("last\n");
    }
  }

  @Test
  void webSocket_isProxiedBothWays() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket socket = openSocket(heard, "Origin", publicOrigin, "Cookie", "kw_session=t");
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("origin " + publicOrigin);
    socket.sendText("SUBSCRIBE", true).get(30, TimeUnit.SECONDS);
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("SUBSCRIBE");
    socket.abort();
  }

  @Test
  void webSocket_ofAScript_comesFromThePublicOrigin() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket socket = openSocket(heard, "Authorization", "Bearer t");
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("origin " + publicOrigin);
    socket.abort();
  }

  @Test
  void webSocket_withACookieAndATokenButNoOrigin_doesNotComeFromThePublicOrigin() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket socket = openSocket(heard, "Cookie", "kw_session=t", "Authorization", "Bearer t");
    assertThat(heard.poll(30, TimeUnit.SECONDS))
        .startsWith("origin ")
        .isNotEqualTo("origin " + publicOrigin);
    socket.abort();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://elsewhere.example; Cookie: kw_session=t",
        "Origin: http://elsewhere.example; Authorization: Bearer t",
        "Origin: null; Cookie: kw_session=t",
        "Cookie: kw_session=t"
      })
  void webSocket_fromElsewhere_isRefusedBeforeItOpens(String headers) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> openSocket(new LinkedBlockingQueue<>(), headers.split("(: |; )")))
        .withCauseInstanceOf(WebSocketHandshakeException.class)
        .satisfies(e -> {
          HttpResponse<?> answer = ((WebSocketHandshakeException) e.getCause()).getResponse();
          assertThat(answer.statusCode()).isEqualTo(403);
          assertThat(answer.headers().firstValue("Content-Type"))
              .hasValue("application/problem+json");
        });
  }

  private WebSocket openSocket(BlockingQueue<String> heard, String... headers) throws Exception {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            heard.add(text.toString());
            return WebSocket.Listener.super.onText(from, text, last);
          }
        };
    return builder
        .buildAsync(URI.create("ws://localhost:" + port + "/ws/live"), listener)
        .get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/servers/5f3a", "/sign-in?next=%2Fservers"})
  void get_ofPageAddress_servesIndexWithStrictHeaders(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("<title>Kilowatch</title>");
    assertThat(header(response, "Content-Type")).startsWith("text/html");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("same-origin");
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'self'", "connect-src 'self' ws://localhost:8080")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void get_ofHashedAsset_isCompressedAndImmutable() throws Exception {
    HttpResponse<String> response =
        send(request("/assets/app-B1c2.js").header("Accept-Encoding", "gzip"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(response, "Cache-Control")).contains("max-age=31536000", "immutable");
    assertThat(header(response, "Content-Type")).startsWith("text/javascript");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | pressed",
        "br, gzip;q=0.8 | pressed",
        "gzip;q=0 | plain",
        "br | plain",
        "xgzip | plain"
      })
  void get_ofWhatTheBuildCompressed_isThatForWhoeverTakesIt(String accepted, String body)
      throws Exception {
    HttpResponse<String> response =
        send(request("/assets/pressed-A1.css").header("Accept-Encoding", accepted));
    assertThat(response.body()).isEqualTo(body);
    assertThat(header(response, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(response, "Content-Type")).startsWith("text/css");
    assertThat(response.headers().firstValue("Content-Encoding").isPresent())
        .isEqualTo(body.equals("pressed"));
  }

  @Test
  void get_ofMissingFile_is404NotTheIndex() throws Exception {
    assertThat(get("/assets/gone-A1.js").statusCode()).isEqualTo(404);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  /** Java's own client refuses to send such an address. */
  private String getRaw(String path) throws Exception {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(30_000);
      String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
