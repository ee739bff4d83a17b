package io.kilowatch.registry.signin;

import static io.kilowatch.registry.RunningRegistry.ADMIN_EMAIL;
import static io.kilowatch.registry.RunningRegistry.PUBLIC_ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import io.kilowatch.registry.account.Account;
import io.kilowatch.registry.account.AccountStore;
import io.kilowatch.registry.account.Passwords;
import io.kilowatch.registry.session.Session;
import io.kilowatch.registry.session.Sessions;
import io.kilowatch.registry.token.UserTokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

class SignInIT extends RegistrySuite {

  private static final String PASSWORD = "nine brown bears in boats";

  private String email;

  SignInIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @BeforeEach
  void register() throws Exception {
    email = unique("ada") + "@example.org";
    registry
        .nobody()
        .with("X-Forwarded-For", sourceOf(email))
        .post("/api/v1/auth/register", Map.of("email", email, "name", "Ada", "password", PASSWORD))
        .expect(201);
  }

  @Test
  void login_setsACookieThatScriptsAndOtherSitesDoNotGet() throws Exception {
    Caller.Answer answer = login(email, PASSWORD);

    answer.expect(204);
    assertThat(answer.header("Set-Cookie"))
        .startsWith("kw_session=")
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
        .doesNotContain("Secure", "Domain");
    JsonNode me = browser(answer).get("/api/v1/auth/me").expect(200);
    assertThat(me.get("email").asString()).isEqualTo(email);
    assertThat(me.get("role").asString()).isEqualTo("USER");
    assertThat(me.has("passwordHash")).isFalse();
  }

  @Test
  void login_behindTls_setsASecureCookie() throws Exception {
    Caller.Answer answer =
        registry
            .nobody()
            .with("X-Forwarded-Proto", "https")
            .post("/api/v1/auth/login", Map.of("email", email, "password", PASSWORD));

    assertThat(answer.header("Set-Cookie")).contains("; Secure");
  }

  @Test
  void login_wrongEitherWay_isTheSameAnswer() throws Exception {
    Caller.Answer wrongPassword = login(email, "not " + PASSWORD);
    Caller.Answer unknownAddress = login(unique("nobody") + "@example.org", PASSWORD);

    wrongPassword.expectProblem(401);
    unknownAddress.expectProblem(401);
    assertThat(wrongPassword.response().body()).isEqualTo(unknownAddress.response().body());
    assertThat(wrongPassword.header("Set-Cookie")).isEmpty();
  }

  @Test
  void login_inOtherCaseOfTheAddress_works() throws Exception {
    login(" " + email.toUpperCase(), PASSWORD).expect(204);
  }

  @Test
  void login_fromThePageOfAnotherSite_isRefused() throws Exception {
    Map<String, String> credentials = Map.of("email", email, "password", PASSWORD);

    registry
        .nobody()
        .with("Origin", "https://evil.example")
        .post("/api/v1/auth/login", credentials)
        .expectProblem(403);
    registry
        .nobody()
        .with("Origin", PUBLIC_ORIGIN)
        .post("/api/v1/auth/login", credentials)
        .expect(204);
  }

  @Test
  void login_withoutAField_namesIt() throws Exception {
    registry.nobody().post("/api/v1/auth/login", Map.of()).expectProblem(400, "email", "password");
    registry.nobody().post("/api/v1/auth/login", "{\"email\":[]}").expectProblem(400, "email");
  }

  @Test
  void token_isForScripts() throws Exception {
    JsonNode token =
        registry
            .nobody()
            .post("/api/v1/auth/token", Map.of("email", email, "password", PASSWORD))
            .expect(200);

    assertThat(token.get("token_type").asString()).isEqualTo("Bearer");
    assertThat(token.get("expires_in").asInt()).isEqualTo(600);
    Caller script = registry.nobody().bearer(token.get("access_token").asString());
    assertThat(script.get("/api/v1/auth/me").expect(200).get("email").asString()).isEqualTo(email);
    // A script needs no CSRF token: no browser sends its header by itself.
    assertThat(script.post("/api/v1/auth/refresh", null).expect(200).get("access_token").asString())
        .isNotEmpty();
  }

  @Test
  void cookieCall_thatChangesSomething_needsTheCsrfTokenOfItsSession() throws Exception {
    Caller.Answer signedIn = login(email, PASSWORD);
    Caller browser = browser(signedIn);
    String csrf = browser.get("/api/v1/auth/csrf").expect(200).get("token").asString();
    String othersCsrf =
        browser(login(email, PASSWORD)).get("/api/v1/auth/csrf").json().get("token").asString();
    Map<String, String> change =
        Map.of("oldPassword", PASSWORD, "newPassword", "twelve pale moons over water");

    browser.post("/api/v1/auth/password", change).expectProblem(403);
    browser
        .with("X-CSRF-Token", othersCsrf)
        .post("/api/v1/auth/password", change)
        .expectProblem(403);
    browser.with("X-CSRF-Token", csrf).post("/api/v1/auth/password", change).expect(204);
  }

  @Test
  void refresh_renewsTheCookieAndKeepsTheSession() throws Exception {
    Caller browser = browser(login(email, PASSWORD));
    String csrf = browser.get("/api/v1/auth/csrf").json().get("token").asString();

    Caller.Answer renewed = browser.post("/api/v1/auth/refresh", null);

    renewed.expect(204);
    assertThat(browser(renewed).get("/api/v1/auth/csrf").json().get("token").asString())
        .isEqualTo(csrf);
  }

  @Test
  void refresh_withNothingOrNonsense_isRefused() throws Exception {
    registry.nobody().post("/api/v1/auth/refresh", null).expectProblem(401);
    registry.nobody().cookie("abc").post("/api/v1/auth/refresh", null).expectProblem(401);
    registry.nobody().bearer("a.b.c").post("/api/v1/auth/refresh", null).expectProblem(401);
  }

  @Test
  void logout_endsTheSessionForItsTokenToo() throws Exception {
    Caller browser = browser(login(email, PASSWORD));
    String csrf = browser.get("/api/v1/auth/csrf").json().get("token").asString();
    browser.post("/api/v1/auth/logout", null).expectProblem(403);

    Caller.Answer out = browser.with("X-CSRF-Token", csrf).post("/api/v1/auth/logout", null);

    out.expect(204);
    assertThat(out.header("Set-Cookie")).startsWith("kw_session=;").contains("Max-Age=0");
    browser.get("/api/v1/auth/me").expectProblem(401);
    browser.post("/api/v1/auth/refresh", null).expectProblem(401);
    registry.nobody().post("/api/v1/auth/logout", null).expect(204);
  }

  @Test
  void password_newOne_endsAllSessionsAndIsTheOnlyOneThatWorks() throws Exception {
    Caller script = registry.nobody().signedIn(email, PASSWORD);
    Caller elsewhere = registry.nobody().signedIn(email, PASSWORD);
    String chosen = "twelve pale moons over water";

    script
        .post("/api/v1/auth/password", Map.of("oldPassword", "wrong", "newPassword", chosen))
        .expectProblem(400, "oldPassword");
    script
        .post("/api/v1/auth/password", Map.of("oldPassword", PASSWORD, "newPassword", "short"))
        .expectProblem(400, "newPassword");
    script
        .post("/api/v1/auth/password", Map.of("oldPassword", PASSWORD, "newPassword", chosen))
        .expect(204);

    script.get("/api/v1/auth/me").expectProblem(401);
    elsewhere.get("/api/v1/auth/me").expectProblem(401);
    login(email, PASSWORD).expectProblem(401);
    login(email, chosen).expect(204);
  }

  @Test
  void password_newOneOfABrowser_goesOnInANewSession() throws Exception {
    Caller.Answer signedIn = login(email, PASSWORD);
    String csrf = browser(signedIn).get("/api/v1/auth/csrf").json().get("token").asString();

    Caller.Answer changed =
        browser(signedIn)
            .with("X-CSRF-Token", csrf)
            .post(
                "/api/v1/auth/password",
                Map.of("oldPassword", PASSWORD, "newPassword", "twelve pale moons over water"));

    changed.expect(204);
    assertThat(changed.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict");
    assertThat(browser(changed).get("/api/v1/auth/me").expect(200).get("email").asString())
        .isEqualTo(email);
    assertThat(browser(changed).get("/api/v1/auth/csrf").json().get("token").asString())
        .isNotEqualTo(csrf);
    browser(signedIn).get("/api/v1/auth/me").expectProblem(401);
    browser(signedIn).post("/api/v1/auth/refresh", null).expectProblem(401);
  }

  @Test
  void password_changedWhileTheOldOneIsChecked_leavesNoSession() throws Exception {
    Caller script = registry.nobody().signedIn(email, PASSWORD);
    String user = script.get("/api/v1/auth/me").expect(200).get("id").asString();
    Passwords slow =
        new Passwords() {
          @Override
          public boolean matches(String password, Optional<Account> account) {
            boolean same = super.matches(password, account);
            changePassword(script);
            return same;
          }
        };
    SignIn signIn =
        new SignIn(
            registry.bean(AccountStore.class),
            slow,
            registry.bean(Sessions.class),
            registry.bean(UserTokens.class),
            registry.bean(Throttle.class));

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () -> signIn.withPassword(new Credentials(email, PASSWORD), sourceOf(email)));

    assertThat(refused.status().value()).isEqualTo(401);
    List<Session> sessions =
        registry.bean(MongoTemplate.class).find(query(where("userId").is(user)), Session.class);
    assertThat(sessions).hasSize(2).allMatch(Session::revoked);
  }

  private static void changePassword(Caller script) {
    try {
      script
          .post(
              "/api/v1/auth/password",
              Map.of("oldPassword", PASSWORD, "newPassword", "twelve pale moons over water"))
          .expect(204);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void register_tooOftenFromOneSource_isRefused() throws Exception {
    Caller source =
        registry.nobody().with("X-Forwarded-For", sourceOf(unique("many") + "@example.org"));
    for (int i = 0; i < 20; i++) {
      source.post("/api/v1/auth/register", Map.of()).expectProblem(400);
    }

    Caller.Answer refused =
        source.post(
            "/api/v1/auth/register",
            Map.of("email", unique("many") + "@example.org", "name", "M", "password", PASSWORD));

    refused.expectProblem(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 901);
  }

  @Test
  void register_knownAddress_answersTheSameAndLeavesTheAccount() throws Exception {
    Caller.Answer again =
        registry
            .nobody()
            .post(
                "/api/v1/auth/register",
                Map.of("email", email, "name", "Ada", "password", "other grey clouds sail by"));

    assertThat(again.expect(201).toString())
        .isEqualTo("{\"email\":\"" + email + "\",\"name\":\"Ada\"}");
    login(email, "other grey clouds sail by").expectProblem(401);
    login(email, PASSWORD).expect(204);
  }

  @Test
  void register_withARole_isRefused() throws Exception {
    registry
        .nobody()
        .post(
            "/api/v1/auth/register",
            Map.of(
                "email",
                unique("eve") + "@example.org",
                "name",
                "Eve",
                "password",
                PASSWORD,
                "role",
                "ADMIN"))
        .expectProblem(400, "role");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"short", "Password1234!", "aaaaaaaaaaaaaaaa", "qwertyuiop123", "Kilowatch2026!"})
  void register_withAPasswordThatIsGuessedFirst_isRefused(String password) throws Exception {
    registry
        .nobody()
        .post(
            "/api/v1/auth/register",
            Map.of("email", unique("bob") + "@example.org", "name", "Bob", "password", password))
        .expectProblem(400, "password");
  }

  @Test
  void elevenWrongPasswords_lockTheAddress_forTheRightOneTooAndOthersNot() throws Exception {
    for (int i = 0; i < 10; i++) {
      login(email, "wrong " + i).expectProblem(401);
    }

    Caller.Answer refused = login(email, PASSWORD);

    refused.expectProblem(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 901);
    from("198.51.100.99", ADMIN_EMAIL, "wrong").expectProblem(401);
    from("198.51.100.99", email, PASSWORD).expectProblem(429);
  }

  @Test
  void tenWrongAddresses_lockTheSource_asTheEdgeNamesIt() throws Exception {
    String source = "203.0.113." + (System.nanoTime() % 250 + 1);
    for (int i = 0; i < 10; i++) {
      from("10.9.8.7, " + source, unique("none") + "@example.org", "wrong").expectProblem(401);
    }

    from("1.2.3.4, " + source, email, PASSWORD).expectProblem(429);
    // The first entry is what a client may claim: it neither locks nor frees anybody.
    from(source + ", 203.0.113.254", email, PASSWORD).expect(204);
  }

  @Test
  void tenWrongAddresses_fromOneNetworkOfIpv6_lockAllOfIt() throws Exception {
    String network = "2001:db8:1:" + Integer.toHexString((int) (System.nanoTime() & 0xffff));
    for (int i = 0; i < 10; i++) {
      from(network + "::" + i, unique("none") + "@example.org", "wrong").expectProblem(401);
    }

    from(network + ":a:b:c:d", email, PASSWORD).expectProblem(429);
    from("2001:db8:2::1", email, PASSWORD).expect(204);
  }

  /** Each address its own source, or the suites would lock each other out. */
  private Caller.Answer login(String address, String password) throws Exception {
    return from(sourceOf(address), address, password);
  }

  private static String sourceOf(String address) {
    return "2001:db8:0:" + Integer.toHexString(address.hashCode() & 0xffff) + "::1";
  }

  private Caller.Answer from(String forwarded, String address, String password) throws Exception {
    return registry
        .nobody()
        .with("X-Forwarded-For", forwarded)
        .post("/api/v1/auth/login", Map.of("email", address, "password", password));
  }

  private Caller browser(Caller.Answer signedIn) {
    String cookie = signedIn.header("Set-Cookie");
    return registry.nobody().cookie(cookie.substring("kw_session=".length(), cookie.indexOf(';')));
  }
}
