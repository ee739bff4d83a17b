package io.kilowatch.registry.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.MongoClient;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import io.kilowatch.registry.audit.AuditLog;
import io.kilowatch.registry.session.Session;
import io.kilowatch.registry.session.Sessions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

class UserIT extends RegistrySuite {

  private static final String PASSWORD = "five quick newts by noon";

  private static final String NEXT = "six slow snails at sea";
  private static final CurrentUser ACTOR =
      new CurrentUser("u1", "ada@example.org", "Ada", "ADMIN", "s1");

  private final Caller administrator = registry.administrator();
  private final Accounts accounts = registry.bean(Accounts.class);
  private final Administrators administrators = registry.bean(Administrators.class);
  private final Sessions sessions = registry.bean(Sessions.class);

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
  void passwordOfAnAdministratorWhoIsDemotedMeanwhile_leavesThemNoAdministrator() throws Exception {
    Account stale = newAccount("ADMIN");
    accounts.change(ACTOR, stale.id(), Role.USER, null);

    assertConflict(() -> accounts.changePassword(ACTOR, stale, NEXT));

    assertThat(noted()).doesNotContain(stale.id());
    String last = administrator.get("/api/v1/auth/me").expect(200).get("id").asString();
    administrator.patch("/api/v1/users/" + last, Map.of("role", "USER")).expectProblem(409);
  }

  @Test
  void demotion_overtakenByOneThatLeavesAnAdministrator_leavesThemNoted() throws Exception {
    Account account = newAccount("ADMIN");
    AccountStore overtaken = storeOnWhich(() -> accounts.changePassword(ACTOR, account, NEXT));

    assertConflict(
        () -> accountsOn(overtaken, sessions).change(ACTOR, account.id(), Role.USER, null));

    assertThat(noted()).contains(account.id());
    accounts.change(ACTOR, account.id(), Role.USER, null);
    assertThat(noted()).doesNotContain(account.id());
  }

  @Test
  void demotion_overtakenByAnother_leavesThemNoAdministrator() throws Exception {
    Account account = newAccount("ADMIN");
    AccountStore overtaken =
        storeOnWhich(() -> accounts.change(ACTOR, account.id(), Role.USER, null));

    assertConflict(() -> accountsOn(overtaken, sessions).change(ACTOR, account.id(), null, true));

    assertThat(noted()).doesNotContain(account.id());
  }

  @Test
  void appointment_overtakenByADemotionBeforeItIsNoted_leavesThemNoAdministrator()
      throws Exception {
    Account account = newAccount("USER");
    AccountStore overtaken =
        storeOvertakenAfterItsSave(() -> accounts.change(ACTOR, account.id(), Role.USER, null));

    accountsOn(overtaken, sessions).change(ACTOR, account.id(), Role.ADMIN, null);

    assertThat(accounts.get(account.id()).role()).isEqualTo(Role.USER);
    assertThat(noted()).doesNotContain(account.id());
    String last = administrator.get("/api/v1/auth/me").expect(200).get("id").asString();
    administrator.patch("/api/v1/users/" + last, Map.of("role", "USER")).expectProblem(409);
  }

  @Test
  void demotion_duringWhichTheAppointmentIsNoted_leavesThemNoAdministrator() throws Exception {
    Account account = newAccount("ADMIN");
    AccountStore noting =
        new AccountStore(registry.bean(MongoTemplate.class)) {

          @Override
          Account save(Account changed) {
            administrators.add(changed.id());
            return super.save(changed);
          }
        };

    accountsOn(noting, sessions).change(ACTOR, account.id(), Role.USER, null);

    assertThat(noted()).doesNotContain(account.id());
  }

  @Test
  void changesOfTwoFieldsAtOnce_doNotUndoEachOther() throws Exception {
    Account account = newAccount("USER");
    AccountStore overtaken = storeOnWhich(() -> accounts.change(ACTOR, account.id(), null, true));
    UserController controller =
        new UserController(
            accountsOn(overtaken, sessions), overtaken, registry.bean(PasswordRules.class));

    assertConflict(() ->
        controller.change(ACTOR, account.id(), new UserController.AccountPatch("ENGINEER", null)));

    assertThat(accounts.get(account.id()).disabled()).isTrue();
  }

  @Test
  void password_brokenOffBeforeItEndsTheSessions_hasEndedThem() throws Exception {
    Account account = newAccount("USER");
    Caller person = registry.nobody().signedIn(account.email(), PASSWORD);

    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() ->
            accountsOn(registry.bean(AccountStore.class), dying())
                .changePassword(ACTOR, account, NEXT));

    person.get("/api/v1/auth/me").expectProblem(401);
    person.post("/api/v1/auth/refresh", null).expectProblem(401);
    registry.nobody().signedIn(account.email(), NEXT).get("/api/v1/auth/me").expect(200);
  }

  @Test
  void change_brokenOffBeforeItEndsTheSessions_isCompletedByTheNext() throws Exception {
    Account account = newAccount("USER");
    Caller person = registry.nobody().signedIn(account.email(), PASSWORD);
    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() ->
            accountsOn(registry.bean(AccountStore.class), dying())
                .change(ACTOR, account.id(), Role.ENGINEER, null));
    person.get("/api/v1/auth/me").expectProblem(401);
    Caller again = registry.nobody().signedIn(account.email(), PASSWORD);

    administrator.patch("/api/v1/users/" + account.id(), Map.of("role", "ENGINEER")).expect(200);

    assertThat(
            registry
                .bean(MongoTemplate.class)
                .find(query(where("userId").is(account.id())), Session.class))
        .extracting(Session::revoked)
        .containsExactlyInAnyOrder(true, false);
    again.get("/api/v1/auth/me").expect(200);
  }

  @Test
  void appointment_brokenOffBeforeItIsNoted_isCompletedByTheNext() throws Exception {
    Account account = newAccount("ADMIN");
    administrators.remove(account.id());

    accounts.change(ACTOR, account.id(), Role.ADMIN, false);

    assertThat(noted()).contains(account.id());
    accounts.change(ACTOR, account.id(), Role.USER, null);
  }

  @Test
  void create_withAnAddressOfMoreOctetsThanMailTakes_isRefused() throws Exception {
    Map<String, Object> request = new HashMap<>(request("USER"));
    request.put("email", "\uD835\uDCB6".repeat(64) + "@" + "\uD835\uDCB6".repeat(189));

    administrator.post("/api/v1/users", request).expectProblem(400, "email");
  }

  /** Such accounts were made before addresses had a bound in octets. */
  @Test
  void list_withAnAddressOfMoreOctetsThanMailTakes_goesOnBehindIt() throws Exception {
    String address = "\uD835\uDCB6".repeat(64) + "@" + "\uD835\uDCB6".repeat(189);
    AccountStore store = registry.bean(AccountStore.class);
    store.insert(
        new Account(
            unique("id"), null, address, address, "Ada", Role.USER, true, "", Instant.now()));
    store.insert(
        new Account(
            unique("id"), null, "\uD835\uDCB7", "last", "Bob", Role.USER, true, "", Instant.now()));

    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = administrator.get("/api/v1/users?limit=1" + cursor).expect(200);
      page.get("items").forEach(account -> listed.add(account.get("email").asString()));
      cursor =
          page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
    } while (!cursor.isEmpty());

    assertThat(listed).containsSubsequence(address, "last");
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

  private Account newAccount(String role) throws Exception {
    return accounts.get(
        administrator.post("/api/v1/users", request(role)).expect(201).get("id").asString());
  }

  private List<String> noted() {
    return registry
        .bean(MongoTemplate.class)
        .findAll(Administrators.Noted.class)
        .getFirst()
        .accountIds();
  }

  private Accounts accountsOn(AccountStore store, Sessions theirSessions) {
    return new Accounts(
        store,
        administrators,
        registry.bean(Passwords.class),
        theirSessions,
        registry.bean(AuditLog.class),
        registry.bean(Clock.class));
  }

  /** Somebody else is faster right after the first look at an account. */
  private AccountStore storeOnWhich(Runnable overtakes) {
    return new AccountStore(registry.bean(MongoTemplate.class)) {

      private boolean overtaken;

      @Override
      public Optional<Account> find(String id) {
        Optional<Account> found = super.find(id);
        if (!overtaken) {
          overtaken = true;
          overtakes.run();
        }
        return found;
      }
    };
  }

  /** Somebody else is faster with what follows a change that is saved. */
  private AccountStore storeOvertakenAfterItsSave(Runnable overtakes) {
    return new AccountStore(registry.bean(MongoTemplate.class)) {

      @Override
      Account save(Account changed) {
        Account saved = super.save(changed);
        overtakes.run();
        return saved;
      }
    };
  }

  private static Sessions dying() {
    return mock(
        Sessions.class,
        call -> {
          throw new DataAccessResourceFailureException("the store has died");
        });
  }

  private static void assertConflict(ThrowingCallable change) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(change)
        .extracting(ProblemException::status)
        .isEqualTo(HttpStatus.CONFLICT);
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
