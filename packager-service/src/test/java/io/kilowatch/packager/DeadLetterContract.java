package io.kilowatch.packager;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.audit.AuditRecord;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can never be stored stops nothing else, is seen by administrators, and can be replayed. */
abstract class DeadLetterContract extends PackagerFixture {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PATH = "/api/v1/dead-letters";
  private static final Instant HOUR =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(9));

  @Test
  void unreadableBatchBetweenGoodOnes_isListedAndTheOthersAreStored() throws Exception {
    String server = newServer();
    byte[] poison = ("\t" + server).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    outside.publish(run(server, HOUR, 1));
    outside.publish("co2", poison);
    outside.publish(run(server, HOUR.plusMillis(1), 2));

    awaitStored(server, HOUR, 1, 2);
    JsonNode letter = awaitLetter(Base64.getEncoder().encodeToString(poison));
    assertThat(letter.get("reason").asString()).contains("unknown version 9");
    assertThat(letter.get("routingKey").asString()).isEqualTo("co2");
    assertThat(letter.get("readable").asBoolean()).isFalse();
    assertAllAcknowledged();
  }

  @Test
  void badRunBetweenGoodOnes_onlyThatOneIsListed() throws Exception {
    String good = newServer();
    String bad = newServer();
    outside.publish(run(good, HOUR, 1), run(bad, HOUR, 5, -7, 6), run(good, HOUR.plusMillis(1), 2));

    awaitStored(good, HOUR, 1, 2);
    JsonNode letter = awaitLetter(bad);
    assertThat(letter.get("reason").asString()).contains("power is not from 0 to 10000000");
    assertThat(letter.get("count").asInt()).isEqualTo(3);
    assertThat(letter.get("servers").toString()).isEqualTo("[\"" + bad + "\"]");
    assertThat(letter.get("keyIds").toString()).isEqualTo("[\"key-1\"]");
    assertThat(letter.get("readings").get(1).get("value").asDouble()).isEqualTo(-7);
    assertThat(letter.get("readings").get(0).get("timestamp").asString())
        .isEqualTo(HOUR.toString().replace("Z", ".000Z"));
    assertThat(stored(bad, HOUR).isEmpty()).isTrue();
    assertNoDeadLetterOf(good);
  }

  /** As many bytes as RabbitMQ takes at most, which is more than Cassandra does. */
  @Test
  void largestLetter_isKeptInParts_andHoldsUpNoOther() throws Exception {
    String server = newServer();
    byte[] largest = new byte[16 << 20];
    outside.deadLetter(Map.of(BrokerNames.REASON_HEADER, "largest"), largest);
    outside.deadLetter(Map.of(), ReadingBatchCodec.encode(List.of(run(server, HOUR, 1))));

    awaitLetter(server);
    List<JsonNode> parts =
        letters().stream()
            .filter(letter -> letter.get("reason").asString().startsWith("largest"))
            .toList();
    assertThat(parts.stream().mapToInt(part -> part.get("payloadBytes").asInt()).sum())
        .isEqualTo(largest.length);
    assertThat(parts)
        .extracting(part -> part.get("reason").asString())
        .contains("largest (part 1 of 4)", "largest (part 4 of 4)")
        .hasSize(4);
    parts.forEach(part -> packager.as("ADMIN", "DELETE", PATH + "/" + part.get("id").asString()));
  }

  @Test
  void replay_whatCanBeStoredByNow_isStoredForgottenAndAudited() throws Exception {
    String server = newServer();
    Queue<AuditRecord> audit = outside.watchAudit();
    outside.deadLetter(
        Map.of(
            BrokerNames.REASON_HEADER, "its metric was unknown then",
            BrokerNames.ROUTING_KEY_HEADER, "power"),
        ReadingBatchCodec.encode(List.of(run(server, HOUR, 4, 5))));
    String id = awaitLetter(server).get("id").asString();
    assertThat(packager.as("ADMIN", "GET", PATH + "/" + id).body()).contains(server);

    assertThat(packager.as("ADMIN", "POST", PATH + "/" + id + "/replay").statusCode())
        .isEqualTo(204);

    awaitStored(server, HOUR, 4, 5);
    assertThat(packager.as("ADMIN", "GET", PATH + "/" + id).statusCode()).isEqualTo(404);
    assertNoDeadLetterOf(server);
    eventually(() ->
        assertThat(audit)
            .extracting(AuditRecord::action, AuditRecord::subject)
            .contains(org.assertj.core.groups.Tuple.tuple("dead-letter.replayed", id)));
    assertThat(audit).extracting(AuditRecord::actorId).containsOnly("user-1");
  }

  @Test
  void replay_whatStillCannotBeStored_comesBackAsANewOne() throws Exception {
    String server = newServer();
    outside.publish(
        new ReadingRun(
            server,
            "voltage",
            "key-1",
            Origin.MEASURED,
            HOUR.getEpochSecond(),
            new long[] {HOUR.toEpochMilli()},
            new double[] {230}));
    String id = awaitLetter(server).get("id").asString();
    assertThat(packager.as("ADMIN", "POST", PATH + "/" + id + "/replay").statusCode())
        .isEqualTo(204);
    eventually(() -> {
      JsonNode again = awaitLetter(server);
      assertThat(again.get("id").asString()).isNotEqualTo(id);
      assertThat(again.get("reason").asString()).isEqualTo("unknown metric 'voltage'");
    });
  }

  @Test
  void replay_unknownRoutingKey_conflictsAndStaysListed() throws Exception {
    String server = newServer();
    outside.deadLetter(
        Map.of(BrokerNames.ROUTING_KEY_HEADER, "nowhere"),
        ReadingBatchCodec.encode(List.of(run(server, HOUR, 1))));
    String id = awaitLetter(server).get("id").asString();
    assertThat(packager.as("ADMIN", "POST", PATH + "/" + id + "/replay").statusCode())
        .isEqualTo(409);
    assertThat(packager.as("ADMIN", "GET", PATH + "/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void delete_listedOne_forgetsAndAuditsIt() throws Exception {
    String server = newServer();
    Queue<AuditRecord> audit = outside.watchAudit();
    outside.publish(run(server, HOUR, -1));
    String id = awaitLetter(server).get("id").asString();
    assertThat(packager.as("ADMIN", "DELETE", PATH + "/" + id).statusCode()).isEqualTo(204);
    assertThat(packager.as("ADMIN", "DELETE", PATH + "/" + id).statusCode()).isEqualTo(404);
    assertNoDeadLetterOf(server);
    eventually(
        () -> assertThat(audit).extracting(AuditRecord::action).contains("dead-letter.deleted"));
  }

  @Test
  void list_smallPages_walksThroughAllNewestFirst() throws Exception {
    for (int i = 0; i < 5; i++) {
      String server = newServer();
      outside.publish(run(server, HOUR, -1));
      awaitLetter(server);
    }
    List<String> whole = ids(packager.as("ADMIN", "GET", PATH + "?limit=1000").body());
    List<String> walked = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = JSON.readTree(packager.as("ADMIN", "GET", PATH + "?limit=2" + cursor).body());
      assertThat(page.get("items").size()).isBetween(1, 2);
      page.get("items").forEach(item -> walked.add(item.get("id").asString()));
      cursor =
          page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
    } while (!cursor.isEmpty());
    assertThat(walked).hasSizeGreaterThanOrEqualTo(5).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/dead-letters",
    "GET, /api/v1/dead-letters/8d6a1c60-1f5a-11f0-8de9-0242ac120002",
    "POST, /api/v1/dead-letters/8d6a1c60-1f5a-11f0-8de9-0242ac120002/replay",
    "DELETE, /api/v1/dead-letters/8d6a1c60-1f5a-11f0-8de9-0242ac120002"
  })
  void anyCall_byWhomItIsNotFor_isRefused(String method, String path) {
    assertThat(packager.anonymous(method, path).statusCode()).isEqualTo(401);
    assertThat(packager.as("USER", method, path).statusCode()).isEqualTo(403);
    assertThat(packager.as("ENGINEER", method, path).statusCode()).isEqualTo(403);
    assertThat(packager.as("ADMIN", method, path).statusCode())
        .isEqualTo(path.equals(PATH) ? 200 : 404);
  }

  @ParameterizedTest
  @CsvSource({"GET, ?limit=x", "GET, /x", "POST, /x/replay", "DELETE, /x"})
  void badCall_byWhomItIsNotFor_isRefusedAsAnyOther(String method, String query) {
    assertThat(packager.anonymous(method, PATH + query).statusCode()).isEqualTo(401);
    assertThat(packager.as("USER", method, PATH + query).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"?limit=0", "?limit=1001", "?limit=x", "?cursor=rubbish", "/not-a-uuid"})
  void get_badInput_isABadRequest(String query) {
    var answer = packager.as("ADMIN", "GET", PATH + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
  }

  @Test
  void openApi_anyone_describesTheCalls() {
    assertThat(packager.anonymous("GET", PATH + "/openapi").body())
        .contains("/api/v1/dead-letters/{id}/replay");
  }

  @Test
  void deadLettersOfUnknownServer_get_isNotFound() {
    assertThat(packager.as("ADMIN", "GET", PATH + "/" + UUID.randomUUID()).statusCode())
        .isEqualTo(404);
  }

  private JsonNode awaitLetter(String content) {
    List<JsonNode> found = new ArrayList<>();
    eventually(() -> {
      letters().stream()
          .filter(item -> item.toString().contains(content))
          .findFirst()
          .ifPresent(found::add);
      assertThat(found).isNotEmpty();
    });
    return found.getLast();
  }

  private List<JsonNode> letters() {
    String body = packager.as("ADMIN", "GET", PATH + "?limit=1000").body();
    return StreamSupport.stream(JSON.readTree(body).get("items").spliterator(), false).toList();
  }

  private static List<String> ids(String body) {
    List<String> ids = new ArrayList<>();
    JSON.readTree(body).get("items").forEach(item -> ids.add(item.get("id").asString()));
    return ids;
  }
}
