package io.kilowatch.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each endpoint, and who is kept out of it. */
class AccessIT extends RegistrySuite {

  AccessIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/auth/me",
    "GET, /api/v1/auth/csrf",
    "POST, /api/v1/auth/password",
    "GET, /api/v1/users",
    "POST, /api/v1/users",
    "PATCH, /api/v1/users/x",
    "GET, /api/v1/sites",
    "GET, /api/v1/sites/x",
    "POST, /api/v1/sites",
    "PUT, /api/v1/sites/x",
    "DELETE, /api/v1/sites/x",
    "POST, /api/v1/sites/x/ingest-key",
    "DELETE, /api/v1/sites/x/ingest-key",
    "GET, /api/v1/servers",
    "GET, /api/v1/servers/x",
    "POST, /api/v1/servers",
    "PUT, /api/v1/servers/x",
    "PATCH, /api/v1/servers/x",
    "DELETE, /api/v1/servers/x",
    "POST, /api/v1/servers/x/restore",
    "POST, /api/v1/servers/x/ingest-key",
    "DELETE, /api/v1/servers/x/ingest-key",
    "POST, /api/v1/servers/import",
    "GET, /api/v1/ingest-keys",
    "GET, /api/v1/audit",
    "GET, /api/v1/topology",
    "GET, /internal/v1/directory"
  })
  void endpoint_withoutAToken_isRefused(String method, String path) throws Exception {
    registry.nobody().send(method, path, null, null).expectProblem(401);
    // An ingest key is for readings and opens nothing here.
    registry
        .nobody()
        .with("Authorization", "Bearer " + RunningRegistry.EMULATOR_KEY)
        .send(method, path, null, null)
        .expectProblem(401);
  }

  @ParameterizedTest
  @CsvSource({
    "USER, POST, /api/v1/sites, {}, application/json",
    "USER, PUT, /api/v1/sites/x, {}, application/json",
    "USER, DELETE, /api/v1/sites/x, , ",
    "USER, POST, /api/v1/sites/x/ingest-key, , ",
    "USER, DELETE, /api/v1/sites/x/ingest-key, , ",
    "USER, POST, /api/v1/servers, {}, application/json",
    "USER, PUT, /api/v1/servers/x, {}, application/json",
    "USER, PATCH, /api/v1/servers/x, {}, application/json",
    "USER, DELETE, /api/v1/servers/x, , ",
    "USER, POST, /api/v1/servers/x/restore, , ",
    "USER, POST, /api/v1/servers/x/ingest-key, , ",
    "USER, DELETE, /api/v1/servers/x/ingest-key, , ",
    "USER, POST, /api/v1/servers/import, name, text/csv",
    "USER, GET, /api/v1/ingest-keys, , ",
    "USER, GET, /api/v1/users, , ",
    "USER, GET, /api/v1/audit, , ",
    "ENGINEER, GET, /api/v1/users, , ",
    "ENGINEER, POST, /api/v1/users, {}, application/json",
    "ENGINEER, PATCH, /api/v1/users/x, {}, application/json",
    "ENGINEER, GET, /api/v1/audit, , ",
    "ADMIN, GET, /internal/v1/directory, , "
  })
  void endpoint_withTooLittleARole_isRefused(
      String role, String method, String path, String body, String type) throws Exception {
    registry.person(role).send(method, path, body, type).expectProblem(403);
  }

  @ParameterizedTest
  @CsvSource({"/api/v1/sites", "/api/v1/servers", "/api/v1/topology", "/api/v1/auth/me"})
  void aUser_maySee(String path) throws Exception {
    registry.person("USER").get(path).expect(200);
  }

  @Test
  void aService_mayAskForTheDirectoryAndNothingElse() throws Exception {
    registry.service().get("/internal/v1/directory").expect(200);
    registry.service().get("/api/v1/audit").expectProblem(403);
    registry.service().get("/api/v1/ingest-keys").expectProblem(403);
    registry.service().post("/api/v1/sites", siteRequest("x")).expectProblem(403);
  }

  @Test
  void aCookie_withoutItsCsrfToken_changesNothing() throws Exception {
    Caller engineer = registry.person("ENGINEER");
    Caller browser = registry.nobody().cookie(engineer.token());

    browser.post("/api/v1/sites", siteRequest(unique("site"))).expectProblem(403);
    browser
        .with("X-CSRF-Token", "guessed")
        .post("/api/v1/sites", siteRequest(unique("site")))
        .expectProblem(403);
    String csrf = browser.get("/api/v1/auth/csrf").expect(200).get("token").asString();
    browser
        .with("X-CSRF-Token", csrf)
        .post("/api/v1/sites", siteRequest(unique("site")))
        .expect(201);
  }

  @Test
  void openApi_andKeys_areForAll() throws Exception {
    assertThat(
            registry
                .nobody()
                .get("/api/v1/servers/openapi")
                .expect(200)
                .get("paths")
                .has("/api/v1/servers/{id}/restore"))
        .isTrue();
    assertThat(registry.nobody().get("/api/v1/auth/jwks").expect(200).get("keys").toString())
        .contains("\"ES256\"")
        .doesNotContain("\"d\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/auth/openapi",
    "/api/v1/users/openapi",
    "/api/v1/sites/openapi",
    "/api/v1/topology/openapi"
  })
  void openApi_isBelowEachPartOfTheApi(String path) throws Exception {
    Caller.Answer document = registry.nobody().get("/api/v1/servers/openapi");

    assertThat(registry.nobody().get(path).expect(200)).isEqualTo(document.expect(200));
    assertThat(document.response().body()).doesNotContain("/openapi\"");
  }

  @Test
  void health_isOnTheOperatorsPort() throws Exception {
    registry.operator().get("/actuator/health/readiness").expect(200);
    registry.operator().get("/actuator/health/liveness").expect(200);
    assertThat(registry.operator().get("/actuator/prometheus").response().body())
        .contains("kilowatch_registry_events");
    assertThat(registry.nobody().get("/actuator/health/readiness").status()).isNotEqualTo(200);
  }

  @Test
  void wrongMethodTypeAndPath_areProblems() throws Exception {
    Caller engineer = registry.person("ENGINEER");
    engineer.delete("/api/v1/sites").expectProblem(405);
    engineer.send("POST", "/api/v1/sites", "<site/>", "application/xml").expectProblem(415);
    engineer.get("/api/v1/nothing").expectProblem(404);
    assertThat(engineer.patch("/api/v1/servers/x", Map.of()).status()).isEqualTo(404);
  }
}
