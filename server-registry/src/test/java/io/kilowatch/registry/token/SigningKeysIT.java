package io.kilowatch.registry.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.nimbusds.jose.jwk.ECKey;
import io.kilowatch.local.DocumentStore;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.threeten.extra.MutableClock;

class SigningKeysIT extends RegistrySuite {

  private final MutableClock clock = stoppedClock();
  private MongoTemplate mongo;

  SigningKeysIT(StoreKind kind) throws Exception {
    super(kind);
  }

  /** A database of its own: these keys would take over from the running registry's. */
  @BeforeEach
  void useAnotherDatabase() {
    MongoDatabaseFactory factory =
        new SimpleMongoClientDatabaseFactory(registry.bean(MongoClient.class), unique("keys"));
    mongo = new MongoTemplate(factory, registry.bean(MongoTemplate.class).getConverter());
  }

  @Test
  void replicas_shareTheFirstKey_andAfterRestartsToo() {
    SigningKeys one = new SigningKeys(mongo, clock);
    SigningKeys other = new SigningKeys(mongo, clock);

    assertThat(other.current()).isEqualTo(one.current());
    assertThat(one.published().getKeys()).hasSize(1);
  }

  @Test
  void keys_whileTheStoreIsAway_areThoseHeld(@TempDir Path directory) throws Exception {
    try (DocumentStore store = DocumentStore.start(directory);
        MongoClient client =
            MongoClients.create(
                store.uri() + "?serverSelectionTimeoutMS=5000&connectTimeoutMS=5000")) {
      SigningKeys keys =
          new SigningKeys(
              new MongoTemplate(
                  new SimpleMongoClientDatabaseFactory(client, "keys"),
                  registry.bean(MongoTemplate.class).getConverter()),
              clock);
      ECKey key = keys.current();
      store.kill();
      clock.add(Duration.ofMinutes(1));

      assertThat(keys.current()).isEqualTo(key);
      assertThat(keys.published().getKeys()).hasSize(1);

      store.restart();
      clock.add(Duration.ofMinutes(1));
      assertThat(keys.current()).isEqualTo(key);
    }
  }

  @Test
  void nextKey_isPublishedBeforeItSigns() {
    SigningKeys keys = new SigningKeys(mongo, clock);
    SigningKeys other = new SigningKeys(mongo, clock);
    clock.add(SigningKeys.SIGNS);
    keys.rotate();
    other.rotate();

    assertThat(keys.published().getKeys()).hasSize(2);
    assertThat(keys.current().getKeyID()).isEqualTo("user-1");

    clock.add(SigningKeys.PUBLISHED_BEFORE);
    assertThat(keys.current().getKeyID()).isEqualTo("user-2");
    assertThat(other.current()).isEqualTo(keys.current());
  }

  @Test
  void oldKey_verifiesForAsLongAsASessionMayLast() {
    SigningKeys keys = new SigningKeys(mongo, clock);
    clock.add(SigningKeys.SIGNS);
    keys.rotate();
    clock.add(SigningKeys.PUBLISHED_BEFORE.plus(SigningKeys.VERIFIES_AFTER));
    keys.rotate();
    assertThat(keys.published().getKeyByKeyId("user-1")).isNotNull();

    clock.add(Duration.ofMinutes(1));
    keys.rotate();
    assertThat(keys.published().getKeyByKeyId("user-1")).isNull();
  }
}
