package io.kilowatch.registry.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SiteIT extends RegistrySuite {

  private final Caller engineer = registry.person("ENGINEER");

  SiteIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void create_answersWithTheSiteAndItsPlace() throws Exception {
    Map<String, Object> request = siteRequest(unique("Frankfurt"));

    Caller.Answer answer = engineer.post("/api/v1/sites", request);

    JsonNode site = answer.expect(201);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/sites/" + site.get("id").asString());
    assertThat(site.get("gridZone").asString()).isEqualTo("DE");
    assertThat(site.get("pue").asDouble()).isEqualTo(1.4);
    assertThat(site.get("currency").asString()).isEqualTo("EUR");
    JsonNode read = engineer.get(answer.header("Location")).expect(200);
    assertThat(read).isEqualTo(site);
  }

  @Test
  void create_withTheNameOfAnotherInOtherCase_isAConflict() throws Exception {
    String name = unique("Oslo");
    engineer.post("/api/v1/sites", siteRequest(name)).expect(201);

    engineer.post("/api/v1/sites", siteRequest(name.toUpperCase())).expectProblem(409, "name");
  }

  @ParameterizedTest
  @CsvSource({
    "pue, 0.99",
    "pue, 5.01",
    "pue, \"NaN\"",
    "pue, 1e999",
    "pue, null",
    "gridZone, \"Germany\"",
    "gridZone, \"de\"",
    "latitude, 90.1",
    "longitude, -181",
    "electricityPricePerKwh, -0.01",
    "currency, \"EURO\"",
    "currency, \"eur\"",
    "name, \"\"",
    "name, \"a\\u0000b\"",
    "name, \"<script>\"",
    "owner, \"me\"",
    "pue, {}"
  })
  void create_withABadField_namesTheField(String field, String json) throws Exception {
    Map<String, Object> good = siteRequest(unique("site"));
    good.remove(field);
    String body = new tools.jackson.databind.json.JsonMapper().writeValueAsString(good);

    engineer
        .post(
            "/api/v1/sites",
            body.replaceFirst("\\{", "{\"" + field + "\":" + quoteSafe(json) + ","))
        .expectProblem(400, field);
  }

  private static String quoteSafe(String json) {
    return java.util.regex.Matcher.quoteReplacement(json);
  }

  @Test
  void edit_changesTheFutureOnly() throws Exception {
    Map<String, Object> request = siteRequest(unique("site"));
    String id = engineer.post("/api/v1/sites", request).expect(201).get("id").asString();
    Thread.sleep(5);
    request.put("pue", 1.2);

    JsonNode edited = engineer.put("/api/v1/sites/" + id, request).expect(200);

    assertThat(edited.get("pue").asDouble()).isEqualTo(1.2);
    JsonNode periods = edited.get("periods");
    assertThat(periods).hasSize(2);
    assertThat(periods.get(0).get("pue").asDouble()).isEqualTo(1.4);
    assertThat(periods.get(1).get("validFrom").asString())
        .isGreaterThan(periods.get(0).get("validFrom").asString());
  }

  @Test
  void edit_withWhatGetGave_changesNothing() throws Exception {
    String path = "/api/v1/sites/" + newSite(engineer);
    ObjectNode given = (ObjectNode) engineer.get(path).expect(200);

    ObjectNode edited = (ObjectNode) engineer.put(path, given).expect(200);

    assertThat(edited.without("version")).isEqualTo(given.without("version"));
  }

  @Test
  void edit_ofTheNameAlone_addsNoPeriod() throws Exception {
    Map<String, Object> request = siteRequest(unique("site"));
    String id = engineer.post("/api/v1/sites", request).expect(201).get("id").asString();
    request.put("name", unique("renamed"));

    JsonNode edited = engineer.put("/api/v1/sites/" + id, request).expect(200);

    assertThat(edited.get("periods")).hasSize(1);
  }

  @Test
  void edit_withAStaleVersion_isRefused() throws Exception {
    Map<String, Object> request = siteRequest(unique("site"));
    Caller.Answer created = engineer.post("/api/v1/sites", request);
    String path = created.header("Location");
    Caller first = engineer.with("If-Match", created.header("ETag"));
    request.put("pue", 1.3);
    first.put(path, request).expect(200);

    request.put("pue", 1.5);
    first.put(path, request).expectProblem(412);

    assertThat(engineer.get(path).json().get("pue").asDouble()).isEqualTo(1.3);
  }

  @Test
  void delete_whileItHasServers_isAConflict_andWorksWhenTheyAreRetired() throws Exception {
    String site = newSite(engineer);
    String server =
        engineer
            .post("/api/v1/servers", serverRequest("web", site))
            .expect(201)
            .get("id")
            .asString();
    engineer.delete("/api/v1/sites/" + site).expectProblem(409);

    engineer.delete("/api/v1/servers/" + server).expect(204);
    engineer.delete("/api/v1/sites/" + site).expect(204);

    engineer.get("/api/v1/sites/" + site).expectProblem(404);
    engineer.post("/api/v1/servers", serverRequest("web", site)).expectProblem(400, "siteId");
    engineer.post("/api/v1/servers/" + server + "/restore", null).expectProblem(409, "siteId");
  }

  @Test
  void delete_freesTheName() throws Exception {
    Map<String, Object> request = siteRequest(unique("site"));
    String id = engineer.post("/api/v1/sites", request).expect(201).get("id").asString();
    engineer.delete("/api/v1/sites/" + id).expect(204);

    engineer.post("/api/v1/sites", request).expect(201);
  }

  @Test
  void list_pagesThroughAllOfThemOnce() throws Exception {
    Set<String> created = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      created.add(newSite(engineer));
    }

    Set<String> seen = new HashSet<>();
    String cursor = "";
    do {
      JsonNode page = engineer.get("/api/v1/sites?limit=2" + cursor).expect(200);
      assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
      page.get("items").forEach(site -> assertThat(seen.add(site.get("id").asString())).isTrue());
      cursor =
          page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
    } while (!cursor.isEmpty());

    assertThat(seen).containsAll(created);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=1001, limit",
    "limit=many, limit",
    "cursor=!!, cursor",
    "cursor=YWJj, cursor"
  })
  void list_withABadPage_namesTheField(String query, String field) throws Exception {
    engineer.get("/api/v1/sites?" + query).expectProblem(400, field);
  }

  @Test
  void ingestKey_isShownOnceAndReplacedByTheNext() throws Exception {
    String path = "/api/v1/sites/" + newSite(engineer) + "/ingest-key";
    String first = engineer.post(path, null).expect(201).get("ingestKey").asString();
    String second = engineer.post(path, null).expect(201).get("ingestKey").asString();

    assertThat(Arrays.asList(first, second))
        .doesNotHaveDuplicates()
        .allMatch(k -> k.matches("kw_[A-Za-z0-9_-]{43}"));
    engineer.delete(path).expect(204);
    engineer.delete(path).expectProblem(404);
  }
}
