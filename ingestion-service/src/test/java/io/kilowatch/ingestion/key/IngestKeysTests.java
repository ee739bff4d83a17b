package io.kilowatch.ingestion.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.ingestion.Fixtures;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IngestKeysTests {

  private static final Instant LOADED_AT = Instant.parse("2026-11-22T20:00:00Z");

  private final Directory directory = new Directory(Stream::empty);

  @Test
  void require_validKey_isItsEntry() {
    load();

    assertThat(keysAt(LOADED_AT).require(Fixtures.SERVER_KEY).scope()).isEqualTo(KeyScope.SERVER);
  }

  @Test
  void require_beforeTheDirectoryIsLoaded_isLaterNeverUnauthorized() {
    assertRefused(keysAt(LOADED_AT), Fixtures.SERVER_KEY, RefusalCause.DIRECTORY_NOT_LOADED);
    assertRefused(keysAt(LOADED_AT), null, RefusalCause.DIRECTORY_NOT_LOADED);
  }

  @Test
  void require_noOrUnknownOrRevokedKey_isUnauthorized() {
    load();
    IngestKeys keys = keysAt(LOADED_AT);

    assertRefused(keys, null, RefusalCause.NO_VALID_KEY);
    assertRefused(keys, "", RefusalCause.NO_VALID_KEY);
    assertRefused(keys, "kw_wrong", RefusalCause.NO_VALID_KEY);
    assertRefused(keys, "kw_" + "x".repeat(5_000), RefusalCause.NO_VALID_KEY);
    assertRefused(keys, Fixtures.REVOKED_KEY, RefusalCause.NO_VALID_KEY);
  }

  @Test
  void require_keyRevokedAfterItWasUsed_isUnauthorizedAtOnce() {
    load();
    IngestKeys keys = keysAt(LOADED_AT);
    IngestKeyEntry entry = keys.require(Fixtures.SERVER_KEY);

    directory.apply(
        new IngestKeyEntry(
            entry.id(),
            entry.revision() + 1,
            true,
            entry.sha256(),
            entry.scope(),
            entry.scopeId(),
            entry.readingsPerSecond()));

    assertRefused(keys, Fixtures.SERVER_KEY, RefusalCause.NO_VALID_KEY);
  }

  @Test
  void require_invalidKeys_areNotRemembered() {
    load();
    IngestKeys keys = keysAt(LOADED_AT);
    keys.require(Fixtures.SERVER_KEY);
    keys.require(Fixtures.SERVER_KEY);
    for (int i = 0; i < 100; i++) {
      assertRefused(keys, "kw_guess-" + i, RefusalCause.NO_VALID_KEY);
    }

    assertThat(keys.remembered()).isEqualTo(1);
  }

  @Test
  void require_registryAwayForLongerThanTheTableHolds_isLater() {
    load();

    assertThat(keysAt(LOADED_AT.plus(Duration.ofHours(24))).require(Fixtures.SERVER_KEY))
        .isNotNull();
    assertRefused(
        keysAt(LOADED_AT.plus(Duration.ofHours(24)).plusMillis(1)),
        Fixtures.SERVER_KEY,
        RefusalCause.DIRECTORY_NOT_LOADED);
  }

  private void load() {
    directory.apply(
        new DirectoryPage(1, Fixtures.servers(), List.of(), Fixtures.keys()), LOADED_AT);
  }

  private IngestKeys keysAt(Instant now) {
    return new IngestKeys(directory, Duration.ofHours(24), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static void assertRefused(IngestKeys keys, String presented, RefusalCause why) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> keys.require(presented))
        .satisfies(e -> assertThat(e.why()).isEqualTo(why))
        .satisfies(e -> {
          if (presented != null && !presented.isEmpty()) {
            assertThat(e.getMessage()).doesNotContain(presented);
          }
        });
  }
}
