package io.kilowatch.registry.administration;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.RunningRegistry;
import io.kilowatch.registry.StoreKind;
import io.kilowatch.registry.audit.AuditLog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AuditListIT extends RegistrySuite {

  private final Caller administrator = registry.administrator();

  AuditListIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void change_ofAServerItsKeyAndItsSensor_namesTheServerAndItsSite() throws Exception {
    String site = newSite(administrator);
    JsonNode server =
        administrator.post("/api/v1/servers", serverRequest(unique("server"), site)).expect(201);
    String id = server.get("id").asString();
    registry
        .bean(AuditLog.class)
        .recordOwn("sensor.changed", id + ".power", Map.of("settings", unique("settings")));

    JsonNode registered = newest("action=server.registered");
    assertThat(registered.get("server").get("name")).isEqualTo(server.get("name"));
    assertThat(registered.get("site").get("id").asString()).isEqualTo(site);
    assertThat(registered.get("person").isNull()).isTrue();
    assertThat(registered.get("actorEmail").asString()).isEqualTo(RunningRegistry.ADMIN_EMAIL);
    assertThat(newest("action=key").get("server").get("id").asString()).isEqualTo(id);
    JsonNode sensor = newest("action=sensor");
    assertThat(sensor.get("server").get("id").asString()).isEqualTo(id);
    assertThat(sensor.get("actorEmail").isNull()).isTrue();
  }

  @Test
  void change_ofAPerson_namesThem() throws Exception {
    String email = unique("ada") + "@example.org";
    administrator
        .post(
            "/api/v1/users",
            Map.of("email", email, "name", "Ada", "password", "five quick newts by noon"))
        .expect(201);

    assertThat(newest("action=user.created").get("person").get("name").asString()).isEqualTo(email);
  }

  @Test
  void filters_letThroughWhatTheyNameAndNothingElse() throws Exception {
    String name = unique("Paris (north)");
    JsonNode site = administrator.post("/api/v1/sites", siteRequest(name)).expect(201);
    String me = administrator.get("/api/v1/auth/me").expect(200).get("id").asString();

    assertThat(list("q=" + encoded(name.toUpperCase())))
        .hasSize(1)
        .first()
        .matches(change -> change.get("subject").equals(site.get("id")));
    assertThat(list("q=" + site.get("id").asString())).hasSize(1);
    assertThat(list("q=" + encoded(name) + "&action=server")).isEmpty();
    assertThat(list("q=" + encoded(name) + "&actor=" + me)).hasSize(1);
    assertThat(list("q=" + encoded(name) + "&actor=nobody")).isEmpty();
    // A whole action, or what comes before its dot; never just how it begins.
    assertThat(list("action=site"))
        .isNotEmpty()
        .allMatch(change -> change.get("action").asString().startsWith("site."));
    assertThat(list("action=sit")).isEmpty();
    assertThat(list("action=site.create")).isEmpty();
    administrator.get("/api/v1/audit?q=" + "x".repeat(101)).expectProblem(400, "q");
  }

  @ParameterizedTest
  @CsvSource({"limit=-1, limit", "cursor=x, cursor", "q=a%00b, q", "action=a%00b, action"})
  void list_withABadParameter_namesIt(String query, String field) throws Exception {
    administrator.get("/api/v1/audit?" + query).expectProblem(400, field);
  }

  @Test
  void pages_ofAFilteredLog_followEachOther() throws Exception {
    for (int i = 0; i < 3; i++) {
      newSite(administrator);
    }
    JsonNode first = administrator.get("/api/v1/audit?action=site&limit=1").expect(200);
    JsonNode second =
        administrator
            .get("/api/v1/audit?action=site&limit=1&cursor=" + first.get("nextCursor").asString())
            .expect(200);
    List<JsonNode> both = list("action=site").subList(0, 2);
    assertThat(List.of(first.get("items").get(0), second.get("items").get(0))).isEqualTo(both);
  }

  private JsonNode newest(String query) throws Exception {
    return list(query).getFirst();
  }

  private List<JsonNode> list(String query) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    administrator
        .get("/api/v1/audit?limit=1000&" + query)
        .expect(200)
        .get("items")
        .forEach(found::add);
    return found;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
