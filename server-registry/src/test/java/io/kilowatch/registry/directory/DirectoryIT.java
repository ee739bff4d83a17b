package io.kilowatch.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.RunningRegistry;
import io.kilowatch.registry.StoreKind;
import io.kilowatch.registry.key.Digests;
import io.kilowatch.registry.key.IngestKeys;
import io.kilowatch.registry.revision.Revisions;
import io.kilowatch.registry.server.ServerStore;
import io.kilowatch.registry.site.SiteStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DirectoryIT extends RegistrySuite {

  private static final JsonMapper JSON = new JsonMapper();

  private final Caller engineer = registry.person("ENGINEER");
  private final String site = newSite(engineer);
  private final JsonNode server =
      engineer.post("/api/v1/servers", serverRequest("web", site)).expect(201);

  DirectoryIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void page_hasSitesServersAndKeysByHash() throws Exception {
    DirectoryPage page = page("?keys=true");

    ServerEntry entry = server(page).orElseThrow();
    assertThat(entry.siteId()).isEqualTo(site);
    assertThat(entry.labels()).containsEntry("kubernetes.io/role", "worker");
    assertThat(entry.energy().peakWatts()).isEqualTo(400);
    assertThat(site(page).orElseThrow().current().gridZone()).isEqualTo("DE");
    IngestKeyEntry key = key(page, server.get("ingestKey").asString()).orElseThrow();
    assertThat(key.scope()).isEqualTo(KeyScope.SERVER);
    assertThat(key.scopeId()).isEqualTo(entry.id());
    assertThat(key.revoked()).isFalse();
    assertThat(key(page, RunningRegistry.EMULATOR_KEY).orElseThrow().scope())
        .isEqualTo(KeyScope.EMULATORS);
    assertThat(page.revision()).isGreaterThanOrEqualTo(entry.revision());
  }

  @Test
  void page_withoutAskingForKeys_hasNone() throws Exception {
    assertThat(page("").keys()).isEmpty();
  }

  @Test
  void page_keepsRetiredServersDeletedSitesAndRevokedKeys() throws Exception {
    long before = server(page("")).orElseThrow().revision();
    engineer.delete("/api/v1/servers/" + server.get("id").asString() + "/ingest-key").expect(204);
    engineer.delete("/api/v1/servers/" + server.get("id").asString()).expect(204);
    engineer.delete("/api/v1/sites/" + site).expect(204);

    DirectoryPage page = page("?keys=true");

    assertThat(server(page).orElseThrow().retired()).isTrue();
    assertThat(server(page).orElseThrow().revision()).isGreaterThan(before);
    assertThat(site(page).orElseThrow().deleted()).isTrue();
    assertThat(key(page, server.get("ingestKey").asString()).orElseThrow().revoked()).isTrue();
  }

  @Test
  void page_sinceTheLastRevision_repeatsNothingOnceThatHasStoodForAMinute() {
    MutableClock clock = stoppedClock();
    var directory =
        new DirectoryController(
            registry.bean(Revisions.class),
            registry.bean(ServerStore.class),
            registry.bean(SiteStore.class),
            registry.bean(IngestKeys.class),
            clock);
    long revision = directory.changes(0, false).revision();
    assertThat(server(directory.changes(revision, false))).isPresent();

    clock.add(Duration.ofSeconds(59));
    assertThat(server(directory.changes(revision, false))).isPresent();
    clock.add(Duration.ofSeconds(1));
    assertThat(directory.changes(revision, true))
        .isEqualTo(new DirectoryPage(revision, List.of(), List.of(), List.of()));
    assertThat(server(directory.changes(revision - 1, false))).isPresent();

    long next = registry.bean(Revisions.class).next();
    assertThat(server(directory.changes(next, false))).isPresent();
  }

  @Test
  void page_sinceARevision_repeatsTheLastAndLeavesOutTheOlder() throws Exception {
    long revision = page("").revision();
    assertThat(server(page("?since=" + revision))).isPresent();

    Revisions revisions = registry.bean(Revisions.class);
    for (int i = 0; i < 260; i++) {
      revisions.next();
    }
    DirectoryPage later = page("?since=" + (revision + 260));

    assertThat(server(later)).isEmpty();
    assertThat(server(page("?since=" + revision))).isPresent();
  }

  @Test
  void page_forAClientAheadOfTheCounter_hasEverything() throws Exception {
    assertThat(server(page("?since=" + Long.MAX_VALUE))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"since=-1", "since=x", "keys=maybe"})
  void page_withBadParameters_isRefused(String query) throws Exception {
    registry.service().get("/internal/v1/directory?" + query).expectProblem(400);
  }

  private DirectoryPage page(String query) throws Exception {
    return JSON.readValue(
        registry.service().get("/internal/v1/directory" + query).expect(200).toString(),
        DirectoryPage.class);
  }

  private Optional<ServerEntry> server(DirectoryPage page) {
    String id = server.get("id").asString();
    return page.servers().stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  private Optional<SiteEntry> site(DirectoryPage page) {
    return page.sites().stream().filter(entry -> entry.id().equals(site)).findFirst();
  }

  private static Optional<IngestKeyEntry> key(DirectoryPage page, String key) {
    String hash = Digests.sha256Hex(key);
    return page.keys().stream().filter(entry -> entry.sha256().equals(hash)).findFirst();
  }
}
