package io.kilowatch.registry.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ServerIT extends RegistrySuite {

  private final Caller engineer = registry.person("ENGINEER");
  private final String site = newSite(engineer);

  ServerIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void register_answersWithAllAClientNeedsAndTheKeyOnce() throws Exception {
    Caller.Answer answer = engineer.post("/api/v1/servers", serverRequest("web 1", site));

    JsonNode server = answer.expect(201);
    String path = "/api/v1/servers/" + server.get("id").asString();
    assertThat(answer.header("Location")).isEqualTo(path);
    assertThat(answer.header("ETag")).isEqualTo("\"" + server.get("version").asLong() + "\"");
    assertThat(server.get("ingestKey").asString()).matches("kw_[A-Za-z0-9_-]{43}");
    assertThat(server.get("siteName").asString()).isNotBlank();
    assertThat(server.get("gridZone").asString()).isEqualTo("DE");
    assertThat(server.get("sensorMode").asString()).isEqualTo("EMULATED");
    assertThat(server.get("state").asString()).isEqualTo("active");
    assertThat(server.get("retiredAt").isNull()).isTrue();
    assertThat(server.get("energy").get("standbyWatts").asDouble()).isEqualTo(90);
    assertThat(server.get("labels").get("kubernetes.io/role").asString()).isEqualTo("worker");
    assertThat(server.get("sensors").toString())
        .isEqualTo(
            "[{\"metric\":\"power\",\"unit\":\"W\",\"origin\":\"emulated\"},"
                + "{\"metric\":\"co2\",\"unit\":\"gCO2eq/h\",\"origin\":\"emulated\"}]");
    JsonNode read = engineer.get(path).expect(200);
    assertThat(read.has("ingestKey")).isFalse();
    assertThat(read.get("registeredAt")).isEqualTo(server.get("registeredAt"));
  }

  @Test
  void register_external_hasMeasuredSensors() throws Exception {
    Map<String, Object> request = serverRequest("meter", site);
    request.put("sensorMode", "EXTERNAL");

    JsonNode server = engineer.post("/api/v1/servers", request).expect(201);

    assertThat(server.get("sensors").get(0).get("origin").asString()).isEqualTo("measured");
  }

  @Test
  void register_sameNameInTheSite_isAConflict_inAnotherSiteNot() throws Exception {
    engineer.post("/api/v1/servers", serverRequest("web", site)).expect(201);

    engineer.post("/api/v1/servers", serverRequest("WEB", site)).expectProblem(409, "name");
    engineer.post("/api/v1/servers", serverRequest("web", newSite(engineer))).expect(201);
  }

  @Test
  void register_sameNameFromManyAtOnce_succeedsOnce() throws Exception {
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(() -> engineer.post("/api/v1/servers", serverRequest("contended", site)).status());
    }
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : threads.invokeAll(calls)) {
        statuses.add(answer.get());
      }
    }

    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
  }

  @Test
  void register_withEverythingWrong_namesAllFields() throws Exception {
    engineer
        .post(
            "/api/v1/servers",
            Map.of(
                "name",
                " ",
                "siteId",
                "nowhere",
                "rack",
                "x".repeat(51),
                "cores",
                0,
                "energy",
                Map.of(
                    "source", "PEAT",
                    "idleWatts", 400,
                    "peakWatts", 90,
                    "standbyWatts", 500),
                "sensorMode",
                "IMAGINED",
                "labels",
                Map.of("bad key", "v")))
        .expectProblem(
            400,
            "name",
            "siteId",
            "rack",
            "cores",
            "energy.source",
            "energy.idleWatts",
            "energy.standbyWatts",
            "sensorMode",
            "labels.bad key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,2,3]",
        "[1,2,3,4,5,6,7,8,9,10,11,12]",
        "[-1,2,3,4,5,6,7,8,9,10,11]",
        "[100,90,80,70,60,50,40,30,20,10,5]",
        "[1,2,3,4,5,null,7,8,9,10,11]",
        "[1,2,3,4,5,\"NaN\",7,8,9,10,11]",
        "[1,2,3,4,5,1e400,7,8,9,10,11]"
      })
  void register_withACurveThatIsNone_isRefused(String curve) throws Exception {
    String body =
        """
        {"name":"c","siteId":"%s","cores":1,
         "energy":{"source":"GRID","idleWatts":1,"peakWatts":11,"powerCurveWatts":%s}}
        """
            .formatted(site, curve);

    engineer.post("/api/v1/servers", body).expectProblem(400, "energy.powerCurveWatts");
  }

  @Test
  void register_withACurveAlone_takesIdleAndPeakFromIt() throws Exception {
    Map<String, Object> request = serverRequest("curved", site);
    // SPECpower_ssj2008 rises with a dip of half a percent: the dip is accepted.
    request.put(
        "energy",
        Map.of(
            "source",
            "GRID",
            "powerCurveWatts",
            List.of(50, 80, 90, 100, 99.5, 120, 140, 160, 180, 200, 240)));

    JsonNode energy = engineer.post("/api/v1/servers", request).expect(201).get("energy");

    assertThat(energy.get("idleWatts").asDouble()).isEqualTo(50);
    assertThat(energy.get("peakWatts").asDouble()).isEqualTo(240);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"text\"",
        "{\"cores\":\"many\"}",
        "{\"energy\":7}",
        "{\"labels\":[1]}"
      })
  void register_withABodyOfAnotherShape_isRefused(String body) throws Exception {
    engineer.post("/api/v1/servers", body).expectProblem(400);
  }

  @Test
  void register_withAnUnknownField_namesIt() throws Exception {
    Map<String, Object> request = serverRequest("web", site);
    request.put("colour", "red");

    engineer.post("/api/v1/servers", request).expectProblem(400, "colour");
  }

  @Test
  void register_deeplyNested_isRefusedAndHarmsNothing() throws Exception {
    String deep = "{\"labels\":".repeat(50_000) + "1" + "}".repeat(50_000);

    engineer.post("/api/v1/servers", deep).expectProblem(400);
  }

  @Test
  void replace_withoutIfMatch_asksForIt() throws Exception {
    Map<String, Object> request = serverRequest("web", site);
    String path = engineer.post("/api/v1/servers", request).header("Location");

    engineer.put(path, request).expectProblem(428);
  }

  @Test
  void replace_withAStaleVersion_isRefusedAndChangesNothing() throws Exception {
    Map<String, Object> request = serverRequest("web", site);
    Caller.Answer created = engineer.post("/api/v1/servers", request);
    String path = created.header("Location");
    Caller holder = engineer.with("If-Match", created.header("ETag"));
    request.put("cores", 32);
    assertThat(holder.put(path, request).header("ETag")).isNotEqualTo(created.header("ETag"));

    request.put("cores", 16);
    holder.put(path, request).expectProblem(412);

    assertThat(engineer.get(path).json().get("cores").asInt()).isEqualTo(32);
  }

  @Test
  void get_afterItsSiteWasRenamed_isAnotherVersion() throws Exception {
    Map<String, Object> request = serverRequest("web", site);
    String path = engineer.post("/api/v1/servers", request).header("Location");
    Caller.Answer before = engineer.get(path);
    Caller holder = engineer.with("If-None-Match", before.header("ETag"));
    holder.get(path).expect(304);
    String renamed = unique("renamed");
    engineer.put("/api/v1/sites/" + site, siteRequest(renamed)).expect(200);

    JsonNode after = holder.get(path).expect(200);

    assertThat(after.get("siteName").asString()).isEqualTo(renamed);
    assertThat(after.get("version")).isNotEqualTo(before.json().get("version"));
    engineer.with("If-Match", before.header("ETag")).put(path, request).expectProblem(412);
    engineer
        .with("If-Match", "\"" + after.get("version").asLong() + "\"")
        .put(path, request)
        .expect(200);
  }

  @Test
  void replace_ofTheEnergy_holdsFromNowOnOnly() throws Exception {
    Map<String, Object> request = serverRequest("web", site);
    Caller.Answer created = engineer.post("/api/v1/servers", request);
    Thread.sleep(5);
    request.put("energy", Map.of("source", "SOLAR", "idleWatts", 80, "peakWatts", 300));

    JsonNode edited =
        engineer
            .with("If-Match", created.header("ETag"))
            .put(created.header("Location"), request)
            .expect(200);

    JsonNode periods = edited.get("energyPeriods");
    assertThat(periods).hasSize(2);
    assertThat(periods.get(0).get("energy").get("source").asString()).isEqualTo("GRID");
    assertThat(periods.get(0).get("validFrom")).isEqualTo(edited.get("registeredAt"));
    assertThat(periods.get(1).get("energy").get("source").asString()).isEqualTo("SOLAR");
  }

  @Test
  void replace_withWhatGetGave_changesNothing() throws Exception {
    Caller.Answer created = engineer.post("/api/v1/servers", serverRequest("web", site));
    String path = created.header("Location");
    JsonNode given = engineer.get(path).expect(200);

    Caller.Answer answer = engineer.with("If-Match", created.header("ETag")).put(path, given);

    ObjectNode replaced = (ObjectNode) answer.expect(200);
    assertThat(replaced.without("version")).isEqualTo(((ObjectNode) given).without("version"));
    engineer
        .with("If-Match", answer.header("ETag"))
        .put(path, ((ObjectNode) given).put("colour", "red"))
        .expectProblem(400, "colour");
  }

  @Test
  void register_withTheAnswerThatHasAKey_givesAServerOfItsOwn() throws Exception {
    ObjectNode first =
        (ObjectNode) engineer.post("/api/v1/servers", serverRequest("web", site)).expect(201);

    JsonNode second = engineer.post("/api/v1/servers", first.put("name", "web 2")).expect(201);

    assertThat(second.get("id")).isNotEqualTo(first.get("id"));
    assertThat(second.get("ingestKey")).isNotEqualTo(first.get("ingestKey"));
  }

  @Test
  void replace_withAnotherSite_isRefused() throws Exception {
    Map<String, Object> request = serverRequest("web", site);
    Caller.Answer created = engineer.post("/api/v1/servers", request);
    request.put("siteId", newSite(engineer));

    engineer
        .with("If-Match", created.header("ETag"))
        .put(created.header("Location"), request)
        .expectProblem(400, "siteId");
  }

  @Test
  void patch_switchesTheSensorsAndLeavesTheRest() throws Exception {
    Caller.Answer created = engineer.post("/api/v1/servers", serverRequest("web", site));

    JsonNode patched =
        engineer.patch(created.header("Location"), Map.of("sensorMode", "EXTERNAL")).expect(200);

    assertThat(patched.get("sensorMode").asString()).isEqualTo("EXTERNAL");
    assertThat(patched.get("labels")).isEqualTo(created.json().get("labels"));
    assertThat(patched.get("energyPeriods")).isEqualTo(created.json().get("energyPeriods"));
    engineer
        .patch(created.header("Location"), Map.of("sensorMode", "OFF"))
        .expectProblem(400, "sensorMode");
    engineer.patch(created.header("Location"), Map.of("cores", 3)).expectProblem(400, "cores");
  }

  @Test
  void retire_keepsTheServerAndFreesItsName() throws Exception {
    String path = engineer.post("/api/v1/servers", serverRequest("web", site)).header("Location");

    engineer.delete(path).expect(204);
    engineer.delete(path).expect(204);

    JsonNode retired = engineer.get(path).expect(200);
    assertThat(retired.get("state").asString()).isEqualTo("retired");
    assertThat(retired.get("retiredAt").asString()).endsWith("Z");
    engineer.patch(path, Map.of("rack", "R2")).expectProblem(409);
    engineer.post(path + "/ingest-key", null).expectProblem(409);
    engineer.post("/api/v1/servers", serverRequest("web", site)).expect(201);
    engineer.post(path + "/restore", null).expectProblem(409, "name");
  }

  @Test
  void restore_bringsItBack() throws Exception {
    String path = engineer.post("/api/v1/servers", serverRequest("web", site)).header("Location");
    engineer.delete(path).expect(204);

    JsonNode restored = engineer.post(path + "/restore", null).expect(200);

    assertThat(restored.get("state").asString()).isEqualTo("active");
    assertThat(restored.get("retiredAt").isNull()).isTrue();
    engineer.post("/api/v1/servers", serverRequest("web", site)).expectProblem(409, "name");
  }

  @Test
  void ingestKey_rotatesAndIsRevoked() throws Exception {
    JsonNode server = engineer.post("/api/v1/servers", serverRequest("web", site)).expect(201);
    String path = "/api/v1/servers/" + server.get("id").asString() + "/ingest-key";

    String rotated = engineer.post(path, null).expect(201).get("ingestKey").asString();

    assertThat(rotated).isNotEqualTo(server.get("ingestKey").asString());
    engineer.delete(path).expect(204);
    engineer.delete(path).expectProblem(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-such-server",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e",
        "a%00b",
        "a;b=c",
        "%7B%22$ne%22:null%7D",
        "a%5Cb",
        "%F0%9F%94%8B"
      })
  void get_withAnIdThatIsNone_isNotFoundOrRefused(String id) throws Exception {
    assertThat(engineer.get("/api/v1/servers/" + id).status()).isIn(400, 404);
  }
}
