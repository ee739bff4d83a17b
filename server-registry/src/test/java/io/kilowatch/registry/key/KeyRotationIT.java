package io.kilowatch.registry.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import io.kilowatch.registry.audit.AuditFilter;
import io.kilowatch.registry.audit.AuditLog;
import io.kilowatch.registry.event.RegistryEvents;
import io.kilowatch.registry.revision.Revisions;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Query;

/** What is left of a key when its rotation breaks off, or crosses another. */
class KeyRotationIT extends RegistrySuite {

  private static final CurrentUser ADA =
      new CurrentUser("u1", "ada@example.org", "Ada", "ENGINEER", "s1");

  private final String server = unique("server");
  private final IngestKeys keys = registry.bean(IngestKeys.class);

  KeyRotationIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void issue_brokenOffAfterItsFirstWrite_leavesTheOldKeyValidUntilTheNext() {
    IssuedKey old = keys.issue(ADA, KeyScope.SERVER, server);

    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> keysOnADyingStore().issue(ADA, KeyScope.SERVER, server));

    assertThat(valid()).contains(Digests.sha256Hex(old.ingestKey()));
    IssuedKey next = keys.issue(ADA, KeyScope.SERVER, server);
    assertThat(valid()).containsExactly(Digests.sha256Hex(next.ingestKey()));
  }

  @Test
  void accept_brokenOffAfterItsFirstWrite_isCompletedByTheNext() {
    String key = "kw_" + unique("emulators-of-the-next-release-43-characters-long");
    String before = validOf(KeyScope.EMULATORS, "").getFirst();

    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> keysOnADyingStore().accept(key));

    assertThat(validOf(KeyScope.EMULATORS, "")).contains(before);
    keys.accept(key);
    assertThat(validOf(KeyScope.EMULATORS, "")).containsExactly(Digests.sha256Hex(key));
  }

  @Test
  void accept_ofAnotherKey_recordsThatTheOldOneIsRevoked() {
    IngestKey before =
        registry
            .bean(KeyList.class)
            .newestFirst(new KeyFilter(null, null, "valid"), 1000, null)
            .items()
            .stream()
            .filter(key -> key.scope() == KeyScope.EMULATORS)
            .findFirst()
            .orElseThrow();

    keys.accept("kw_" + unique("emulators-of-the-next-release-43-characters-long"));

    assertThat(
            registry
                .bean(AuditLog.class)
                .newestFirst(new AuditFilter("key.revoked", null, before.id()), 10, null)
                .items())
        .hasSize(1);
  }

  @Test
  void issue_manyAtOnce_leavesOneKeyThatSomebodyGot() throws Exception {
    keys.issue(ADA, KeyScope.SERVER, server);
    Set<String> got = ConcurrentHashMap.newKeySet();
    try (ExecutorService people = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> rotations =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(i ->
                  () ->
                      got.add(
                          Digests.sha256Hex(keys.issue(ADA, KeyScope.SERVER, server).ingestKey())))
              .toList();
      people.invokeAll(rotations);
    }

    assertThat(got).isNotEmpty();
    assertThat(valid()).hasSize(1);
    assertThat(got).containsAll(valid());
  }

  @Test
  void issue_ofTheFirstKey_looksThroughNoOthers() {
    IngestKeys keysOfNew =
        keysOn(
            new UnsearchableStore(
                registry.bean(MongoDatabaseFactory.class), registry.bean(MongoConverter.class)));

    IssuedKey issued = keysOfNew.issue(ADA, KeyScope.SERVER, server);

    assertThat(valid()).containsExactly(Digests.sha256Hex(issued.ingestKey()));
  }

  private List<String> valid() {
    return validOf(KeyScope.SERVER, server);
  }

  private List<String> validOf(KeyScope scope, String scopeId) {
    return keys.changedSince(0).stream()
        .filter(key -> !key.revoked() && key.scope() == scope && key.scopeId().equals(scopeId))
        .map(IngestKeyEntry::sha256)
        .toList();
  }

  private IngestKeys keysOnADyingStore() {
    return keysOn(
        new DyingStore(
            registry.bean(MongoDatabaseFactory.class), registry.bean(MongoConverter.class)));
  }

  private IngestKeys keysOn(MongoTemplate store) {
    return new IngestKeys(
        store,
        registry.bean(Revisions.class),
        registry.bean(RegistryEvents.class),
        registry.bean(AuditLog.class),
        registry.bean(KeyProperties.class),
        registry.bean(Clock.class));
  }

  /** Tells whether there is something, and finds nothing. */
  private static final class UnsearchableStore extends MongoTemplate {

    UnsearchableStore(MongoDatabaseFactory database, MongoConverter converter) {
      super(database, converter);
    }

    @Override
    public <T> List<T> find(Query query, Class<T> type) {
      throw new AssertionError("searched for " + query);
    }
  }

  /** Takes one write and then none. */
  private static final class DyingStore extends MongoTemplate {

    private boolean dead;

    DyingStore(MongoDatabaseFactory database, MongoConverter converter) {
      super(database, converter);
    }

    @Override
    public <T> T insert(T document) {
      die();
      return super.insert(document);
    }

    @Override
    public <T> T save(T document) {
      die();
      return super.save(document);
    }

    private void die() {
      if (dead) {
        throw new DataAccessResourceFailureException("the store has died");
      }
      dead = true;
    }
  }
}
