package io.kilowatch.registry.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import tools.jackson.databind.JsonNode;

class UserIT extends RegistrySuite {

  private static final String PASSWORD = "five quick newts by noon";

  private final Caller administrator = registry.administrator();

  UserIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void create_thenList_showsTheAccountWithoutItsPassword() throws Exception {
    Map<String, Object> request = request("ENGINEER");

    JsonNode created = administrator.post("/api/v1/users", request).expect(201);

    assertThat(created.get("role").asString()).isEqualTo("ENGINEER");
    Caller.Answer list = administrator.get("/api/v1/users?limit=1000");
    assertThat(list.expect(200).get("items")).contains(created);
    assertThat(list.response().body()).doesNotContain("passwordHash", "$2a$");
    administrator.post("/api/v1/users", request).expectProblem(409, "email");
  }

  @Test
  void create_withBadFields_namesThem() throws Exception {
    administrator
        .post(
            "/api/v1/users",
            Map.of("email", "nobody", "name", "<b>", "password", "x", "role", "KING"))
        .expectProblem(400, "email", "name", "password", "role");
  }

  @Test
  void change_ofTheRole_signsThePersonOutAndCountsAtOnce() throws Exception {
    Map<String, Object> request = request("USER");
    String id = administrator.post("/api/v1/users", request).expect(201).get("id").asString();
    Caller person = registry.nobody().signedIn((String) request.get("email"), PASSWORD);

    administrator.patch("/api/v1/users/" + id, Map.of("role", "ENGINEER")).expect(200);

    person.get("/api/v1/auth/me").expectProblem(401);
    Caller again = registry.nobody().signedIn((String) request.get("email"), PASSWORD);
    again.post("/api/v1/sites", siteRequest(unique("site"))).expect(201);
  }

  @Test
  void disabled_person_canNeitherSignInNorRenew() throws Exception {
    Map<String, Object> request = request("USER");
    String id = administrator.post("/api/v1/users", request).expect(201).get("id").asString();
    Caller person = registry.nobody().signedIn((String) request.get("email"), PASSWORD);

    administrator.patch("/api/v1/users/" + id, Map.of("disabled", true)).expect(200);

    person.post("/api/v1/auth/refresh", null).expectProblem(401);
    registry
        .nobody()
        .post("/api/v1/auth/token", Map.of("email", request.get("email"), "password", PASSWORD))
        .expectProblem(401);
  }

  @Test
  void change_ofNobodyOrToNonsense_isRefused() throws Exception {
    administrator.patch("/api/v1/users/none", Map.of("disabled", true)).expectProblem(404);
    String id =
        administrator.post("/api/v1/users", request("USER")).expect(201).get("id").asString();
    administrator.patch("/api/v1/users/" + id, Map.of("role", "KING")).expectProblem(400, "role");
    administrator
        .patch("/api/v1/users/" + id, Map.of("passwordHash", "x"))
        .expectProblem(400, "passwordHash");
  }

  @Test
  void lastAdministrator_cannotBeDemotedOrDisabled() throws Exception {
    String id = administrator.get("/api/v1/auth/me").expect(200).get("id").asString();

    administrator.patch("/api/v1/users/" + id, Map.of("role", "USER")).expectProblem(409);
    administrator.patch("/api/v1/users/" + id, Map.of("disabled", true)).expectProblem(409);

    administrator.get("/api/v1/users").expect(200);
  }

  @Test
  void administratorsWhoDemoteEachOtherAtOnce_leaveOne() throws Exception {
    MongoTemplate own =
        new MongoTemplate(
            new SimpleMongoClientDatabaseFactory(
                registry.bean(MongoClient.class), unique("admins")),
            registry.bean(MongoTemplate.class).getConverter());
    Administrators administrators = new Administrators(own);
    administrators.begin(List.of("a", "b", "c"));
    List<Callable<Boolean>> demotions =
        List.of(
            () -> administrators.remove("a"),
            () -> administrators.remove("b"),
            () -> administrators.remove("c"));
    int removed = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> demotion : threads.invokeAll(demotions)) {
        removed += demotion.get() ? 1 : 0;
      }
    }

    assertThat(removed).isEqualTo(2);
  }

  private static Map<String, Object> request(String role) {
    return Map.of(
        "email",
        unique("user") + "@example.org",
        "name",
        "P. Erson",
        "password",
        PASSWORD,
        "role",
        role);
  }
}
