package io.kilowatch.registry.administration;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.RunningRegistry;
import io.kilowatch.registry.StoreKind;
import io.kilowatch.registry.key.Digests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IngestKeyListIT extends RegistrySuite {

  private final Caller engineer = registry.person("ENGINEER");
  private final String site = newSite(engineer);

  IngestKeyListIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void keys_ofASiteAndItsServer_sayWhoseTheyAreAndWhoIssuedThem() throws Exception {
    String siteKey = issue("/api/v1/sites/" + site);
    JsonNode server = newServer();

    JsonNode ofSite = only("site=" + site);
    assertThat(ofSite.get("scope").asString()).isEqualTo("SITE");
    assertThat(ofSite.get("site").get("id").asString()).isEqualTo(site);
    assertThat(ofSite.get("server").isNull()).isTrue();
    assertThat(ofSite.get("revokedAt").isNull()).isTrue();
    assertThat(ofSite.get("issuedBy").asString()).isEqualTo("P. Erson");
    JsonNode ofServer = only("server=" + server.get("id").asString());
    assertThat(ofServer.get("server").get("name")).isEqualTo(server.get("name"));
    assertThat(ofServer.get("site").get("id").asString()).isEqualTo(site);
    String all = engineer.get("/api/v1/ingest-keys?limit=1000").response().body();
    assertThat(all)
        .doesNotContain(siteKey, Digests.sha256Hex(siteKey))
        .doesNotContain(
            RunningRegistry.EMULATOR_KEY, Digests.sha256Hex(RunningRegistry.EMULATOR_KEY));
  }

  @Test
  void state_partsValidKeysFromRevokedOnes() throws Exception {
    String path = "/api/v1/sites/" + site;
    issue(path);
    issue(path);

    JsonNode valid = only("site=" + site);
    JsonNode replaced = only("state=revoked&site=" + site);
    assertThat(replaced.get("revokedAt").isNull()).isFalse();
    engineer.delete(path + "/ingest-key").expect(204);

    assertThat(list("site=" + site)).isEmpty();
    List<JsonNode> all = list("state=all&site=" + site);
    assertThat(all.stream().map(key -> key.get("id")).toList())
        .containsExactly(valid.get("id"), replaced.get("id"));
    engineer.get("/api/v1/ingest-keys?state=lost").expectProblem(400, "state");
  }

  @Test
  void key_ofARetiredServer_keepsItsNames() throws Exception {
    JsonNode server = newServer();
    String id = server.get("id").asString();

    engineer.delete("/api/v1/servers/" + id).expect(204);

    assertThat(only("server=" + id).get("server").get("name")).isEqualTo(server.get("name"));
  }

  @Test
  void pages_followEachOther_newestFirst_andWithoutTheEmulatorsNames() throws Exception {
    for (int i = 0; i < 3; i++) {
      issue("/api/v1/sites/" + site);
    }
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = engineer.get("/api/v1/ingest-keys?state=all&limit=2" + cursor).expect(200);
      page.get("items").forEach(key -> ids.add(key.get("id").asString()));
      assertThat(page.get("items").size()).isBetween(1, 2);
      cursor =
          page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
    } while (!cursor.isEmpty());

    List<JsonNode> once = list("state=all");
    assertThat(ids).isEqualTo(once.stream().map(key -> key.get("id").asString()).toList());
    assertThat(once.stream().map(key -> key.get("issuedAt").asString()).toList())
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(once)
        .filteredOn(key -> key.get("scope").asString().equals("EMULATORS"))
        .isNotEmpty()
        .allMatch(key -> key.get("site").isNull() && key.get("server").isNull());
    engineer.get("/api/v1/ingest-keys?cursor=made-up").expectProblem(400, "cursor");
    engineer.get("/api/v1/ingest-keys?limit=0").expectProblem(400, "limit");
  }

  private JsonNode newServer() throws Exception {
    return engineer.post("/api/v1/servers", serverRequest(unique("server"), site)).expect(201);
  }

  private String issue(String path) throws Exception {
    return engineer.post(path + "/ingest-key", null).expect(201).get("ingestKey").asString();
  }

  private JsonNode only(String query) throws Exception {
    List<JsonNode> found = list(query);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private List<JsonNode> list(String query) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    engineer
        .get("/api/v1/ingest-keys?limit=1000&" + query)
        .expect(200)
        .get("items")
        .forEach(found::add);
    return found;
  }
}
