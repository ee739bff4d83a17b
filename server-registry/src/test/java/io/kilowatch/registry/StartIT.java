package io.kilowatch.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kilowatch.local.DocumentStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start needs, and what it keeps of the start before. */
class StartIT {

  private static final String NO_BROKER = "amqp://127.0.0.1:1/";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void start_withoutAdministrator_saysWhichVariablesToSet() throws Exception {
    try (DocumentStore store = DocumentStore.start(directory)) {
      assertThatThrownBy(() ->
              RunningRegistry.start(store, store.uri(), NO_BROKER, "--kilowatch.admin.password="))
          .hasStackTraceContaining("KILOWATCH_ADMIN_EMAIL")
          .hasStackTraceContaining("KILOWATCH_ADMIN_PASSWORD");
      assertThatThrownBy(() ->
              RunningRegistry.start(
                  store, store.uri(), NO_BROKER, "--kilowatch.admin.password=admin"))
          .hasStackTraceContaining("KILOWATCH_ADMIN_PASSWORD")
          .hasStackTraceContaining("12 characters");
      assertThatThrownBy(() ->
              RunningRegistry.start(
                  store, store.uri(), NO_BROKER, "--kilowatch.ingest-keys.emulator-key=secret"))
          .hasStackTraceContaining("KILOWATCH_EMULATOR_INGEST_KEY");
    }
  }

  @Test
  void start_again_keepsAccountsTokensAndRevisions() throws Exception {
    DocumentStore store = DocumentStore.start(directory);
    String token;
    long revision;
    try (RunningRegistry first = RunningRegistry.start(() -> {}, store.uri(), NO_BROKER)) {
      Caller administrator = first.administrator();
      token = administrator.token();
      administrator.post("/api/v1/sites", RegistrySuite.siteRequest("Bergen")).expect(201);
      revision = first.service().get("/internal/v1/directory").json().get("revision").asLong();
    }

    try (RunningRegistry second =
        RunningRegistry.start(store, store.uri(), NO_BROKER, "--kilowatch.admin.password=")) {
      second.nobody().bearer(token).get("/api/v1/auth/me").expect(200);
      assertThat(second.service().get("/internal/v1/directory").json().get("revision").asLong())
          .isEqualTo(revision);
      second
          .nobody()
          .post("/api/v1/auth/register", Map.of())
          .expectProblem(400, "email", "name", "password");
    }
  }

  @Test
  void registration_switchedOff_isRefused() throws Exception {
    DocumentStore store = DocumentStore.start(directory);
    try (RunningRegistry registry =
        RunningRegistry.start(
            store, store.uri(), NO_BROKER, "--kilowatch.registration.enabled=false")) {
      registry
          .nobody()
          .post(
              "/api/v1/auth/register",
              Map.of("email", "a@example.org", "name", "A", "password", "quiet otters at 9 pm"))
          .expectProblem(403);
    }
  }

  @Test
  void store_away_isSaidSoWithinSeconds_andServesAgainWhenItIsBack() throws Exception {
    DocumentStore store = DocumentStore.start(directory);
    try (RunningRegistry registry =
        RunningRegistry.start(
            store, store.uri(), NO_BROKER, "--kilowatch.documents.found-within=2s")) {
      Caller administrator = registry.administrator();
      store.kill();

      Caller.Answer away =
          CompletableFuture.supplyAsync(() -> sites(administrator))
              .get(10, TimeUnit.SECONDS)
              .expectProblem(503);
      assertThat(away.header("Retry-After")).isNotEmpty();
      assertThat(away.json().get("type").asString()).isEqualTo("about:blank");
      assertThat(registry.operator().get("/actuator/health/readiness").status()).isEqualTo(503);

      store.restart();
      await().atMost(SOON).untilAsserted(() -> administrator.get("/api/v1/sites").expect(200));
    }
  }

  private static Caller.Answer sites(Caller caller) {
    try {
      return caller.get("/api/v1/sites");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
