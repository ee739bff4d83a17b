package io.kilowatch.ingestion;

import static io.kilowatch.ingestion.IngestionUnderTest.gzip;
import static io.kilowatch.ingestion.IngestionUnderTest.many;
import static io.kilowatch.ingestion.IngestionUnderTest.posting;
import static io.kilowatch.ingestion.IngestionUnderTest.reading;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What ingestion promises, whichever broker it runs on. */
abstract class IngestionSuite extends IngestionOnBroker {

  private static final String KEY = Fixtures.SERVER_KEY;

  @Test
  void post_goodAndBadReadings_queuesTheGoodOnesAsSentAndNamesTheBad() throws Exception {
    HttpResponse<String> answer =
        ingestion.post(
            KEY,
            "["
                + reading("server-1", "power", 1, 231.25)
                + ","
                + reading("server-1", "power", 2, -1)
                + ","
                + reading("server-1", "co2", 3, 82)
                + ","
                + reading("server-2", "power", 4, 1)
                + ","
                + reading("server-1", "temperature", 5, -3.5)
                + "]");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.body())
        .isEqualTo(
            "{\"accepted\":3,\"rejected\":[{\"index\":1,\"reason\":\"power must be from 0 to"
                + " 10000000 W\"},{\"index\":3,\"reason\":\"key not entitled to server\"}]}");
    List<ReadingQueues.Message> messages = drain();
    assertThat(messages)
        .extracting(m -> m.queue() + " " + ReadingQueues.readings(List.of(m)))
        .containsExactly(
            "readings.power [server-1 power 1 231.25]",
            "readings.co2 [server-1 co2 3 82.0]",
            "readings.other [server-1 temperature 5 -3.5]");
    assertThat(messages).allSatisfy(m -> assertThat(m.properties().getDeliveryMode()).isEqualTo(2));
    assertThat(messages.getFirst().runs().getFirst().keyId()).isEqualTo("id-of-" + KEY);
    assertThat(messages.getFirst().runs().getFirst().rankSeconds())
        .isBetween(Instant.now().getEpochSecond() - 30, Instant.now().getEpochSecond());
  }

  @Test
  void post_gzippedLines_areQueued() throws Exception {
    String lines =
        reading("server-1", "power", 1, 1) + "\nbroken\n" + reading("server-1", "power", 2, 2);

    HttpResponse<String> answer =
        ingestion.post(
            KEY,
            "application/x-ndjson",
            gzip(lines.getBytes(StandardCharsets.UTF_8)),
            "Content-Encoding",
            "gzip");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).startsWith("{\"accepted\":2,\"rejected\":[{\"index\":1,");
    assertThat(ReadingQueues.readings(drain()))
        .containsExactly("server-1 power 1 1.0", "server-1 power 2 2.0");
  }

  @Test
  void post_keysAndOriginHeader_setTheOrigin() throws Exception {
    assertOrigin(KEY, "server-1", Origin.MEASURED);
    assertOrigin(Fixtures.EMULATORS_KEY, "emulated-1", Origin.EMULATED);
    assertOrigin(Fixtures.SITE_KEY, "server-2", Origin.MODELLED, "X-Kilowatch-Origin", "modelled");
    assertThat(
            post(KEY, reading("server-1", "power", 1, 1), "X-Kilowatch-Origin", "invented")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void post_refusedRequests_areProblemsAndQueueNothing() throws Exception {
    String good = reading("server-1", "power", 1, 1);
    assertProblem(401, ingestion.post(null, good));
    assertProblem(401, ingestion.post("kw_unknown", good));
    assertProblem(401, ingestion.post(Fixtures.REVOKED_KEY, good));
    assertProblem(400, ingestion.post(KEY, "[" + good + ",{]"));
    assertProblem(400, ingestion.post(KEY, "[]"));
    assertProblem(400, ingestion.post(KEY, ""));
    assertProblem(400, ingestion.post(KEY, "[".repeat(1_000_000)));
    assertProblem(415, ingestion.post(KEY, "text/plain", bytes(good)));
    assertProblem(415, post(KEY, good, "Content-Encoding", "br"));
    assertProblem(413, ingestion.post(KEY, " ".repeat(9 * 1024 * 1024)));
    assertProblem(413, ingestion.post(KEY, many(60_000)));
    byte[] bomb = gzip(new byte[64 * 1024 * 1024]);
    assertProblem(
        413, ingestion.post(KEY, IngestionUnderTest.JSON, bomb, "Content-Encoding", "gzip"));

    assertThat(drain()).isEmpty();
  }

  @Test
  void post_nothingGood_isAProblemWithEachReason() throws Exception {
    HttpResponse<String> answer =
        ingestion.post(KEY, "[" + reading("server-x", "power", 1, 1) + ",{}]");

    assertProblem(400, answer);
    assertThat(answer.body())
        .contains("{\"field\":\"[0]\",\"reason\":\"unknown server \\\"server-x\\\"\"}")
        .contains("{\"field\":\"[1]\",\"reason\":\"missing field \\\"serverId\\\"\"}");
    assertThat(drain()).isEmpty();
  }

  @Test
  void post_overTheKeysRate_isRefusedAndQueuesNothing() throws Exception {
    registry.put(Fixtures.key("kw_slow", KeyScope.SERVER, "server-1", false, 0.001));
    await(() -> ingestion.post("kw_slow", many(1)).statusCode() == 202);
    assertThat(ingestion.post("kw_slow", many(20_000)).statusCode()).isEqualTo(202);
    // What is refused costs too: each bad reading, and one for a body that can't be read.
    String bad = many(29_997).replace("server-1", "server-x");
    assertThat(ingestion.post("kw_slow", bad).statusCode()).isEqualTo(400);
    assertThat(ingestion.post("kw_slow", "[").statusCode()).isEqualTo(400);
    assertThat(ingestion.post("kw_slow", "[]").statusCode()).isEqualTo(400);
    assertProblem(429, ingestion.post("kw_slow", "["));
    drain();

    HttpResponse<String> answer = ingestion.post("kw_slow", many(1));

    assertProblem(429, answer);
    assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isPositive();
    assertThat(drain()).isEmpty();
  }

  @Test
  void post_keyRevokedMeanwhile_isUnauthorizedSoon() {
    IngestKeyEntry key = Fixtures.key("kw_short-lived", KeyScope.SERVER, "server-1");
    registry.put(key);
    String body = reading("server-1", "power", 1, 1);
    await(() -> ingestion.post("kw_short-lived", body).statusCode() == 202);

    registry.put(
        new IngestKeyEntry(key.id(), 2, true, key.sha256(), key.scope(), key.scopeId(), 1));

    await(() -> ingestion.post("kw_short-lived", body).statusCode() == 401);
  }

  @Test
  void post_registryAway_goesOnWithTheLastTable() {
    registry.setDown(true);
    try {
      IngestionUnderTest.sleep(Duration.ofSeconds(1));
      assertThat(ingestion.post(KEY, reading("server-1", "power", 1, 1)).statusCode())
          .isEqualTo(202);
    } finally {
      registry.setDown(false);
    }
  }

  @Test
  void start_registryNeverThere_isLaterNeverUnauthorized() {
    registry.setDown(true);
    try (IngestionUnderTest fresh = new IngestionUnderTest(broker.uri(), registry)) {
      HttpResponse<String> answer = fresh.post(KEY, reading("server-1", "power", 1, 1));
      assertProblem(503, answer);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertProblem(503, fresh.post("kw_unknown", "[]"));

      registry.setDown(false);
      fresh.awaitReady();
    } finally {
      registry.setDown(false);
    }
  }

  @Test
  void post_concurrently_isGatheredIntoFewerMessages() throws Exception {
    int requests = 3_000;
    try (ExecutorService clients = Executors.newFixedThreadPool(32)) {
      for (int i = 0; i < requests; i++) {
        int number = i;
        clients.submit(
            () -> ingestion.post(KEY, reading("server-1", "power", number, number)).statusCode());
      }
    }

    List<ReadingQueues.Message> messages = drain();
    assertThat(messages.size()).isLessThan(requests);
    assertThat(ReadingQueues.readings(messages))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, requests)
                .mapToObj(i -> "server-1 power " + i + " " + (double) i)
                .toList());
  }

  @Test
  void post_bodyInPieces_isTaken() throws Exception {
    String posting = posting(KEY, reading("server-1", "power", 1, 1), "Connection: close");
    int inTheHead = 40;
    int inTheBody = posting.length() - 20;

    String answer =
        ingestion.answersTo(
            posting.substring(0, inTheHead),
            posting.substring(inTheHead, inTheBody),
            posting.substring(inTheBody));

    assertThat(answer).startsWith("HTTP/1.1 202").endsWith("{\"accepted\":1,\"rejected\":[]}");
    assertThat(ReadingQueues.readings(drain())).containsExactly("server-1 power 1 1.0");
  }

  @Test
  void post_oneAfterTheOtherWithoutWaiting_isAnsweredInTheirOrder() throws Exception {
    String answers =
        ingestion.answersTo(
            posting(KEY, many(2))
                + posting(KEY, "[")
                + posting(KEY, many(3))
                + posting(KEY, many(4), "Connection: close"));

    assertThat(answers.split("HTTP/1.1 ", -1))
        .satisfiesExactly(
            before -> assertThat(before).isEmpty(),
            first -> assertThat(first).startsWith("202").contains("\"accepted\":2"),
            second -> assertThat(second).startsWith("400").contains("application/problem+json"),
            third -> assertThat(third).startsWith("202").contains("\"accepted\":3"),
            fourth -> assertThat(fourth).startsWith("202").contains("\"accepted\":4"));
    assertThat(ReadingQueues.readings(drain())).hasSize(9);
  }

  @Test
  void post_refusedBeforeItsBodyWasRead_leavesTheConnectionOfUse() throws Exception {
    String answers =
        ingestion.answersTo(
            posting(null, many(100)),
            posting("kw_unknown", many(60_000)),
            posting(KEY, many(1), "Connection: close"));

    assertThat(answers.split("HTTP/1.1 ", -1))
        .extracting(answer -> answer.substring(0, Math.min(3, answer.length())))
        .containsExactly("", "401", "401", "202");
    assertThat(drain()).hasSize(1);
  }

  @Test
  void emoncms_postAndBulk_answerAsEmoncmsDoes() throws Exception {
    HttpResponse<String> post =
        ingestion.get("/input/post?node=server-1&fulljson=%7B%22power%22:5%7D&apikey=" + KEY);
    assertThat(post.statusCode()).isEqualTo(200);
    assertThat(post.body()).isEqualTo("{\"success\":true}");
    HttpResponse<String> bulk =
        ingestion.postForm("/input/bulk", "apikey=" + KEY + "&data=[[0,\"server-1\",{\"co2\":7}]]");
    assertThat(bulk.statusCode()).isEqualTo(200);
    assertThat(bulk.body()).isEqualTo("ok");
    assertThat(drain()).flatExtracting(ReadingQueues.Message::runs).hasSize(2);

    String asItIs = "/input/post?node=server-1&fulljson={\"power\":5}&apikey=" + KEY;
    assertThat(ingestion.announce("GET", asItIs, "text/plain", 0)).startsWith("HTTP/1.1 200");
    assertThat(drain()).hasSize(1);

    HttpResponse<String> bad =
        ingestion.postForm("/input/post", "apikey=" + KEY + "&node=server-1&csv=-5,x");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body()).startsWith("{\"success\":false,\"message\":\"none of the 2");
    assertThat(ingestion.get("/input/post?node=server-1&csv=1").statusCode()).isEqualTo(401);
    assertThat(
            ingestion
                .postForm("/input/bulk", "apikey=" + KEY + "&data=" + " ".repeat(9 * 1024 * 1024))
                .statusCode())
        .isEqualTo(413);
    assertThat(drain()).isEmpty();
  }

  @Test
  void emoncms_whateverTheSenderAccepts_isAnswered() throws Exception {
    String form = "apikey=" + KEY + "&node=server-1&fulljson={\"power\":5}";
    HttpResponse<String> taken = ingestion.postForm("/input/post", form, "Accept", "text/plain");
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(taken.body()).isEqualTo("{\"success\":true}");
    assertThat(drain()).hasSize(1);
    HttpResponse<String> partly =
        ingestion.postForm(
            "/input/post", form.replace("5", "5,\"warmth\":1"), "Accept", "text/plain");
    assertThat(partly.statusCode()).isEqualTo(400);
    assertThat(partly.body()).contains("1 of 2 values refused");
    assertThat(drain()).hasSize(1);
    HttpResponse<String> refused =
        ingestion.postForm("/input/post", "node=server-1&csv=1", "Accept", "text/html");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).startsWith("{\"success\":false");
  }

  @Test
  void emoncms_largeForm_isTaken() throws Exception {
    for (int bytes : List.of(300_000, 8 * 1024 * 1024)) {
      String form = padded("data=[[0,\"server-1\",{\"co2\":7}]]", bytes);
      assertThat(ingestion.postForm("/input/bulk", form, "X-API-Key", KEY).body()).isEqualTo("ok");
      assertThat(ingestion.postForm("/input/bulk?apikey=" + KEY, form).body()).isEqualTo("ok");
    }
    for (int bytes : List.of(230_000, 256 * 1024)) {
      String form = padded("apikey=" + KEY + "&data=[[0,\"server-1\",{\"co2\":7}]]", bytes);
      assertThat(ingestion.postForm("/input/bulk", form).statusCode()).isEqualTo(200);
    }
    assertThat(drain()).hasSize(6);
  }

  /** Latin-1, and half an escape. */
  @Test
  void emoncms_parametersThatCannotBeDecoded_areRefusedAsEmoncmsDoes() throws Exception {
    for (String node : List.of("K%FCche", "server-1%F")) {
      String inQuery = "/input/post?node=" + node + "&csv=100&apikey=" + KEY;
      assertThat(ingestion.announce("GET", inQuery, "text/plain", 0)).startsWith("HTTP/1.1 400");
      String form = "csv=100&node=" + node;
      assertUndecodable(ingestion.postForm("/input/post", form, "X-API-Key", KEY));
      assertUndecodable(ingestion.postForm("/input/post", "apikey=" + KEY + "&" + form));
    }
    assertUndecodable(ingestion.get("/input/post?node=K%FCche&csv=100&apikey=" + KEY));
    assertThat(drain()).isEmpty();
  }

  private static void assertUndecodable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("{\"success\":false,\"message\":\"the parameters cannot be decoded\"}");
  }

  @Test
  void emoncms_formOfTooManyParameters_isTooLarge() throws Exception {
    String form = IntStream.range(0, 2_000).mapToObj(i -> "p" + i + "=1").collect(joining("&"));

    HttpResponse<String> answer = ingestion.postForm("/input/post", form, "X-API-Key", KEY);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    assertThat(drain()).isEmpty();
  }

  /** With as much white space at its end as makes it that long. */
  private static String padded(String form, int bytes) {
    return form + " ".repeat(bytes - form.length());
  }

  @Test
  void metricsAndOpenApi_needNoKey() {
    assertThat(ingestion.get("/api/v1/metrics").body())
        .contains(
            "{\"metric\":\"power\",\"unit\":\"W\",\"minimum\":0.0,\"maximum\":1.0E7,"
                + "\"maxGapSeconds\":900}");
    HttpResponse<String> openApi = ingestion.get("/api/v1/readings/openapi");
    assertThat(openApi.statusCode()).isEqualTo(200);
    assertThat(openApi.body()).contains("\"/api/v1/readings\"").contains("application/x-ndjson");
  }

  private void assertOrigin(String key, String server, Origin origin, String... headers)
      throws Exception {
    assertThat(post(key, reading(server, "power", 1, 1), headers).statusCode()).isEqualTo(202);
    assertThat(drain().getFirst().runs().getFirst().origin()).isEqualTo(origin);
  }

  private HttpResponse<String> post(String key, String json, String... headers) {
    return ingestion.post(key, IngestionUnderTest.JSON, bytes(json), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
