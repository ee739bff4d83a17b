package io.kilowatch.base.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.registry.DirectoryEntry;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DirectoryTests {

  private static final Instant AT = Instant.parse("2026-10-03T12:00:00Z");

  private final List<DirectoryEntry> told = new ArrayList<>();
  private final Directory directory = new Directory(() -> Stream.of(told::add));

  @Test
  void loaded_beforeTheFirstPage_isFalse() {
    directory.apply(server("s1", 1, "web", false));
    assertThat(directory.loaded()).isFalse();
    assertThat(directory.loadedAt()).isEqualTo(Instant.MIN);
  }

  @Test
  void apply_page_isVisibleAndTold() {
    directory.apply(
        new DirectoryPage(
            3, List.of(server("s1", 2, "web", false)), List.of(site(1, false)), List.of()),
        AT);
    assertThat(directory.loadedAt()).isEqualTo(AT);
    assertThat(directory.server("s1")).isPresent();
    assertThat(directory.site("site-1")).isPresent();
    assertThat(told).extracting(DirectoryEntry::id).containsExactly("site-1", "s1");
  }

  @Test
  void apply_olderOrSameRevision_changesNothing() {
    directory.apply(server("s1", 5, "new name", false));
    directory.apply(server("s1", 4, "old name", false));
    directory.apply(server("s1", 5, "other name", false));
    assertThat(directory.server("s1").orElseThrow().name()).isEqualTo("new name");
    assertThat(told).hasSize(1);
  }

  @Test
  void serversByName_followsRenamingAndRetiring() {
    directory.apply(server("s1", 1, "web", false));
    directory.apply(server("s2", 2, "web", false));
    assertThat(directory.serversByName("web")).hasSize(2);
    directory.apply(server("s1", 3, "db", false));
    directory.apply(server("s2", 4, "web", true));
    assertThat(directory.serversByName("web")).isEmpty();
    assertThat(directory.serversByName("db")).extracting(ServerEntry::id).containsExactly("s1");
    assertThat(directory.server("s2")).isPresent();
  }

  @Test
  void site_deleted_isGone() {
    directory.apply(site(1, false));
    directory.apply(site(2, true));
    assertThat(directory.site("site-1")).isEmpty();
    assertThat(directory.sites()).isEmpty();
    assertThat(directory.siteEvenDeleted("site-1")).isPresent();
  }

  @Test
  void key_revoked_isFoundAsRevoked() {
    directory.apply(key(1, false));
    directory.apply(key(2, true));
    assertThat(directory.keyBySha256("aa").revoked()).isTrue();
    assertThat(directory.keyBySha256("bb")).isNull();
    assertThat(directory.key("k1")).isPresent();
  }

  @Test
  void replace_byAnEarlierState_takesItAsItIs() {
    directory.apply(
        new DirectoryPage(
            900,
            List.of(server("s1", 500, "new name", false), server("s2", 5, "db", false)),
            List.of(site(1, false)),
            List.of(key(900, false))),
        AT);
    told.clear();

    directory.replace(
        new DirectoryPage(
            10,
            List.of(server("s1", 10, "old name", false), server("s2", 5, "db", false)),
            List.of(site(1, false)),
            List.of()),
        AT.plusSeconds(3));

    assertThat(directory.loadedAt()).isEqualTo(AT.plusSeconds(3));
    assertThat(directory.server("s1").orElseThrow().name()).isEqualTo("old name");
    assertThat(directory.serversByName("new name")).isEmpty();
    assertThat(directory.serversByName("old name")).hasSize(1);
    assertThat(directory.key("k1")).isEmpty();
    assertThat(directory.keyBySha256("aa")).isNull();
    assertThat(told).extracting(DirectoryEntry::id).containsExactly("s1", "k1");
    directory.apply(server("s1", 11, "newest name", false));
    assertThat(directory.serversByName("newest name")).hasSize(1);
  }

  @Test
  void replace_whereServersAndSitesAreGone_forgetsThem() {
    directory.apply(server("s1", 5, "web", false));
    directory.apply(site(6, false));

    directory.replace(new DirectoryPage(0, List.of(), List.of(), List.of()), AT);

    assertThat(directory.servers()).isEmpty();
    assertThat(directory.serversByName("web")).isEmpty();
    assertThat(directory.siteEvenDeleted("site-1")).isEmpty();
  }

  @Test
  void replace_whereTheSameKeyHasAnotherId_keepsIt() {
    directory.apply(key(5, false));
    IngestKeyEntry anew = new IngestKeyEntry("k2", 2, false, "aa", KeyScope.SERVER, "s1", 10);

    directory.replace(new DirectoryPage(2, List.of(), List.of(), List.of(anew)), AT);

    assertThat(directory.keyBySha256("aa")).isEqualTo(anew);
    assertThat(directory.key("k1")).isEmpty();
  }

  private static ServerEntry server(String id, long revision, String name, boolean retired) {
    return new ServerEntry(
        id,
        revision,
        name,
        "site-1",
        "R1",
        8,
        SensorMode.EMULATED,
        Map.of(),
        AT,
        retired ? AT : null,
        List.of(
            new EnergyPeriod(
                AT, new EnergySpecification(EnergySource.GRID, 50, 200, List.of(), 5))));
  }

  private static SiteEntry site(long revision, boolean deleted) {
    return new SiteEntry(
        "site-1",
        revision,
        deleted,
        "Berlin",
        52,
        13,
        List.of(new SitePeriod(AT, "DE", 1.2, 0.2, "EUR")));
  }

  private static IngestKeyEntry key(long revision, boolean revoked) {
    return new IngestKeyEntry("k1", revision, revoked, "aa", KeyScope.SERVER, "s1", 10);
  }
}
