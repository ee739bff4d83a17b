package io.kilowatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The page's container answers as the edge does: the same addresses, policy and caching. */
class NginxIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<String> COMPARED =
      List.of(
          "Content-Security-Policy",
          "X-Content-Type-Options",
          "Referrer-Policy",
          "Cross-Origin-Opener-Policy",
          "Permissions-Policy",
          "Cache-Control");

  private static Nginx nginx;
  private static WebTestClient edge;

  @BeforeAll
  static void start(@TempDir Path page) throws Exception {
    Files.writeString(page.resolve("index.html"), "<!doctype html><title>Kilowatch</title>");
    Files.writeString(page.resolve("favicon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    Files.createDirectories(page.resolve("assets"));
    Files.writeString(
        page.resolve("assets/app-B1c2.js"), "console.log('kilowatch');\n".repeat(200));
    Files.writeString(page.resolve("assets/pressed-A1.css"), "plain");
    Files.writeString(page.resolve("assets/pressed-A1.css.gz"), "pressed");
    nginx = new Nginx(page);
    EdgeSettings settings =
        new EdgeSettings(URI.create("http://127.0.0.1:" + nginx.port()), page, List.of());
    edge = WebTestClient.bindToRouterFunction(new Page(settings).pageRoutes()).build();
  }

  @AfterAll
  static void stop() throws Exception {
    if (nginx != null) {
      nginx.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/favicon.svg",
        "/fleet?group=site",
        "/servers/5f3a/edit",
        "/assets",
        "/apiary",
        "/assets/app-B1c2.js"
      })
  void get_ofThePage_isAnsweredAsByTheEdge(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    EntityExchangeResult<String> wanted = byEdge(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(wanted.getResponseBody());
    for (String name : COMPARED) {
      assertThat(answer.headers().allValues(name))
          .as(name)
          .isEqualTo(wanted.getResponseHeaders().get(name));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/gone-A1.js",
        "/gone.png",
        "/api/v1/servers",
        "/api",
        "/ws/live",
        "/input/post",
        "/internal/x",
        "/actuator/health"
      })
  void get_ofWhatIsNotThePages_is404(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404).isEqualTo(byEdge(path).getStatus().value());
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.body()).doesNotContain("<title>Kilowatch</title>");
  }

  @Test
  void get_ofWhatIsHere_isNotSentAgain() throws Exception {
    String tag = get("/assets/app-B1c2.js").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> answer = send(request("/assets/app-B1c2.js").header("If-None-Match", tag));

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
  }

  @Test
  void get_ofAScript_isCompressedForWhoeverTakesIt() throws Exception {
    HttpResponse<String> answer =
        send(request("/assets/app-B1c2.js").header("Accept-Encoding", "gzip").header("Via", "x"));

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
  }

  @Test
  void get_ofWhatTheBuildCompressed_isThatForWhoeverTakesIt() throws Exception {
    HttpResponse<String> answer =
        send(request("/assets/pressed-A1.css").header("Accept-Encoding", "gzip"));

    assertThat(answer.body()).isEqualTo("pressed");
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    assertThat(get("/assets/pressed-A1.css").body()).isEqualTo("plain");
  }

  @Test
  void post_toThePage_isRefused() throws Exception {
    assertThat(send(request("/index.html").POST(HttpRequest.BodyPublishers.noBody())).statusCode())
        .isEqualTo(405);
  }

  @Test
  void get_behindTls_namesTheSocketOfThatOrigin() throws Exception {
    HttpHeaders wanted = new HttpHeaders();
    new SecurityHeaders(URI.create("https://kilowatch.example")).apply(wanted);

    assertThat(raw("kilowatch.example", "X-Forwarded-Proto: https\r\n"))
        .contains(
            "Content-Security-Policy: " + wanted.getFirst("Content-Security-Policy") + "\r\n");
  }

  @Test
  void get_withAHostThatIsNone_namesNoSocket() throws Exception {
    assertThat(raw("a;script-src", "")).contains("connect-src 'self' ;").doesNotContain("ws://");
  }

  private static EntityExchangeResult<String> byEdge(String path) {
    return edge.get().uri(path).exchange().expectBody(String.class).returnResult();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nginx.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The client of the JDK sends no other host than the one it connects to. */
  private static String raw(String host, String headers) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", nginx.port())) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\n" + headers;
      socket
          .getOutputStream()
          .write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
