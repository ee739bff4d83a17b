package io.kilowatch.base.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=history-service",
      "management.server.port=0",
      "springdoc.api-docs.path=/bodies/openapi",
      "kilowatch.openapi-aliases=/things/openapi, /tables/openapi"
    })
class DoorTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path keys;

  @LocalServerPort int port;

  @BeforeAll
  static void writeKeys() throws IOException {
    Files.writeString(keys.resolve("own.jwk"), TestTokens.SERVICE_KEY.toJSONString());
    Files.writeString(
        keys.resolve("services.jwks"), new JWKSet(TestTokens.SERVICE_KEY.toPublicJWK()).toString());
  }

  @DynamicPropertySource
  static void keyFiles(DynamicPropertyRegistry registry) {
    registry.add("kilowatch.service-key-file", () -> keys.resolve("own.jwk").toString());
    registry.add("kilowatch.service-jwks-file", () -> keys.resolve("services.jwks").toString());
  }

  static Stream<Named<String>> badTokens() {
    return Stream.of(
        Named.of("no token at all", "rubbish"),
        Named.of("alg=none", TestTokens.unsigned()),
        Named.of(
            "signed by a stranger",
            TestTokens.sign(TestTokens.STRANGER_KEY, TestTokens.claims("ADMIN").build())),
        Named.of(
            "expired",
            TestTokens.altered(c -> c.expirationTime(Date.from(Instant.now().minusSeconds(60))))),
        Named.of("without expiry", TestTokens.altered(c -> c.expirationTime(null))),
        Named.of("for another audience", TestTokens.altered(c -> c.audience("elsewhere"))),
        Named.of("of an unknown role", TestTokens.altered(c -> c.claim("role", "ROOT"))),
        Named.of("a person as service", TestTokens.altered(c -> c.claim("role", "SERVICE"))),
        Named.of(
            "a service as administrator",
            TestTokens.service(TestTokens.SERVICE_KEY, "history-service", "ADMIN")),
        Named.of(
            "a service as the registry",
            TestTokens.service(TestTokens.SERVICE_KEY, "kilowatch", "ADMIN")),
        Named.of(
            "a service as another service",
            TestTokens.service(TestTokens.SERVICE_KEY, "packager-service", "SERVICE")));
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void bearer_badToken_is401WithAProblem(String token) throws Exception {
    HttpResponse<String> answer = send(get("/me").header("Authorization", "Bearer " + token));
    assertProblem(answer, 401);
    assertThat(answer.body()).doesNotContain("Exception");
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void cookie_badToken_is401(String token) throws Exception {
    assertProblem(send(get("/me").header("Cookie", "kw_session=" + token)), 401);
  }

  @Test
  void bearer_whileTheKeysAreAway_is503WithATimeToTryAgain() throws Exception {
    DoorApplication.keysAway = true;
    try {
      HttpResponse<String> answer = send(get("/me").header("Authorization", bearer("USER")));
      assertProblem(answer, 503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.body()).doesNotContain("connection refused");
    } finally {
      DoorApplication.keysAway = false;
    }
  }

  @Test
  void none_is401() throws Exception {
    assertProblem(send(get("/me")), 401);
  }

  @Test
  void openPath_withAnExpiredCookie_isOpenStill() throws Exception {
    HttpResponse<String> answer =
        send(get("/open/hello").header("Cookie", "kw_session=" + TestTokens.unsigned()));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void me_bearerOrCookie_isTheUserOfTheToken() throws Exception {
    String token = TestTokens.user("USER");
    for (String[] header :
        new String[][] {{"Authorization", "Bearer " + token}, {"Cookie", "kw_session=" + token}}) {
      JsonNode me = JSON.readTree(send(get("/me").header(header[0], header[1])).body());
      assertThat(me.get("id").asString()).isEqualTo("u1");
      assertThat(me.get("role").asString()).isEqualTo("USER");
      assertThat(me.get("sessionId").asString()).isEqualTo("s1");
    }
  }

  @ParameterizedTest
  @CsvSource({"USER, 403", "ENGINEER, 200", "ADMIN, 200"})
  void engineers_byRole(String role, int status) throws Exception {
    assertThat(send(post("/engineers", "").header("Authorization", bearer(role))).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"/engineers/x, {}", "/engineers/7e7d4a3c-0b1e-4a53-8a3f-6a2f3b6f6d11, {"})
  void engineers_badArguments_areToldOnlyToWhomMayCall(String path, String body) throws Exception {
    assertProblem(send(post(path, body).header("Authorization", bearer("USER"))), 403);
    assertProblem(send(post(path, body).header("Authorization", bearer("ADMIN"))), 400);
  }

  @ParameterizedTest
  @CsvSource({"USER", "ENGINEER", "ADMIN"})
  void internal_people_are403(String role) throws Exception {
    assertProblem(send(get("/internal/v1/things").header("Authorization", bearer(role))), 403);
  }

  @Test
  void internal_service_isAllowed_butOnlyThere() throws Exception {
    String service =
        "Bearer " + TestTokens.service(TestTokens.SERVICE_KEY, "history-service", "SERVICE");
    assertThat(send(get("/internal/v1/things").header("Authorization", service)).statusCode())
        .isEqualTo(200);
    assertProblem(send(get("/me").header("Authorization", service)), 403);
  }

  @ParameterizedTest
  @CsvSource({"'', 403", "csrf-of-another, 403", "csrf-of-s1, 200"})
  void change_byCookie_needsTheSessionsCsrfToken(String csrf, int status) throws Exception {
    HttpResponse<String> answer =
        send(
            post("/bodies", "{\"name\":\"a\",\"cores\":1}")
                .header("Cookie", "kw_session=" + TestTokens.user("USER"))
                .header("X-CSRF-Token", csrf));
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void change_byBearer_needsNoCsrfToken() throws Exception {
    assertThat(sendBody("{\"name\":\"a\",\"cores\":1}").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /bodies | {'name':'a','cores':1,'wheels':4} | wheels | is not a known field
          /bodies | {'name':'a','cores':'many'} | cores | must be a whole number
          /bodies | {'name':'a','cores':'1'} | cores | must be a whole number
          /bodies | {'name':'a','cores':1.5} | cores | must be a whole number
          /bodies | {'name':'a','cores':99999999999} | cores | is out of range
          /bodies | {'name':'a','cores':null} | cores | is required
          /bodies | {'name':'a'} | cores | is required
          /bodies | " " | body | is required
          /bodies | "" | body | is missing or can't be read
          /bodies | {'name':'a', | body | is not well-formed JSON at line 1, column 13
          /values | [] | body | must be an object
          /values | {'text':5} | text | must be text
          /values | {'text':{}} | text | must be text
          /values | {'whole':true} | whole | must be a whole number
          /values | {'number':'much'} | number | must be a number
          /values | {'flag':'maybe'} | flag | must be true or false
          /values | {'flag':1} | flag | must be true or false
          /values | {'time':'now'} | time | must be a time in RFC 3339, like 2026-01-31T12:00:00Z
          /values | {'time':true} | time | must be a time in RFC 3339, like 2026-01-31T12:00:00Z
          /values | {'id':'x'} | id | must be an id (UUID)
          /values | {'colour':'RED'} | colour | must be one of red, dark-blue
          /values | {'colour':1} | colour | must be one of red, dark-blue
          /values | {'list':'a'} | list | must be a list
          /values | {'list':{}} | list | must be a list
          /values | {'list':['a',{}]} | list[1] | must be text
          /values | {'map':[]} | map | must be an object
          /values | {'map':{'a':'b'}} | map.a | must be a whole number
          /values | {'object':'a'} | object | must be an object
          /values | {'object':{'cores':'a'}} | object.cores | must be a whole number
          """)
  void body_unreadable_namesFieldAndReason(String path, String body, String field, String reason)
      throws Exception {
    HttpRequest.Builder request = post(path, body.replace('\'', '"'));
    assertRefused(send(request.header("Authorization", bearer("USER"))), field, reason);
  }

  @Test
  void body_tooLarge_is413BeforeItIsKept() throws Exception {
    assertProblem(sendBody("{\"name\":\"" + "a".repeat(2 << 20) + "\",\"cores\":1}"), 413);
  }

  @Test
  void times_areUtcWithMilliseconds() throws Exception {
    assertThat(send(get("/time").header("Authorization", bearer("USER"))).body())
        .isEqualTo("{\"at\":\"2026-10-03T12:00:00.000Z\"}");
  }

  @Test
  void body_deeplyNested_is400() throws Exception {
    assertProblem(sendBody("{\"name\":".repeat(20_000)), 400);
  }

  @ParameterizedTest
  @CsvSource({
    "/number?n=x, n, must be a whole number",
    "/number, n, is required",
    "/parameters?whole=1.5, whole, must be a whole number",
    "/parameters?flag=maybe, flag, must be true or false",
    "/parameters?id=x, id, must be an id (UUID)"
  })
  void parameter_badOrMissing_namesItAndTheReason(String uri, String field, String reason)
      throws Exception {
    assertRefused(send(get(uri).header("Authorization", bearer("USER"))), field, reason);
  }

  /** Also where an endpoint takes any last part of the path for an id. */
  @ParameterizedTest
  @ValueSource(strings = {"/things/openapi", "/tables/openapi"})
  void openApi_isTheSameBelowEachPartOfTheApi_forAll(String path) throws Exception {
    HttpResponse<String> document = send(get("/bodies/openapi"));
    assertThat(document.body()).contains("\"/things/{id}\"").doesNotContain("/openapi\"");
    HttpResponse<String> answer = send(get(path));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(document.body());
  }

  @Test
  void tooMany_saysWhenToTryAgain() throws Exception {
    HttpResponse<String> answer = send(get("/number?n=-1").header("Authorization", bearer("USER")));
    assertProblem(answer, 429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
  }

  @Test
  void unexpected_is500WithoutTheInside() throws Exception {
    HttpResponse<String> answer = send(get("/number?n=0").header("Authorization", bearer("USER")));
    assertProblem(answer, 500);
    assertThat(answer.body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({"GET, /nowhere, 404", "DELETE, /bodies, 405"})
  void nothingThere_isAProblemToo(String method, String path, int status) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, BodyPublishers.noBody())
            .header("Authorization", bearer("USER"));
    assertProblem(send(request), status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/yaml", "application/yaml;charset=utf-8", "text/plain"})
  void change_bodyOfAnotherKindThanJson_isRefused(String type) throws Exception {
    HttpRequest.Builder request =
        post("/bodies", "name: a\ncores: 1")
            .setHeader("Content-Type", type)
            .header("Authorization", bearer("USER"));
    assertProblem(send(request), 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense"})
  void change_bodyOfNoKind_isRefusedInWords(String type) throws Exception {
    HttpRequest.Builder request =
        get("/tables")
            .POST(BodyPublishers.ofString("name"))
            .header("Content-Type", type)
            .header("Authorization", bearer("USER"));
    HttpResponse<String> answer = send(request);
    assertProblem(answer, 415);
    assertThat(JSON.readTree(answer.body()).get("detail").asString())
        .isEqualTo("The Content-Type is missing or can't be read.");
  }

  private static String bearer(String role) {
    return "Bearer " + TestTokens.user(role);
  }

  private HttpResponse<String> sendBody(String body) throws Exception {
    return send(post("/bodies", body).header("Authorization", bearer("USER")));
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpRequest.Builder post(String path, String body) {
    return get(path).POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertRefused(HttpResponse<String> answer, String field, String reason) {
    assertProblem(answer, 400);
    JsonNode error = JSON.readTree(answer.body()).get("errors").get(0);
    assertThat(error.get("field").asString()).isEqualTo(field);
    assertThat(error.get("reason").asString()).isEqualTo(reason);
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("type").asString()).isEqualTo("about:blank");
  }
}
