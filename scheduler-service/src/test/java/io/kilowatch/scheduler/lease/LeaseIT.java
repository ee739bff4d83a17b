package io.kilowatch.scheduler.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.kilowatch.local.DocumentStore;
import io.kilowatch.scheduler.Replica;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.threeten.extra.MutableClock;

/** The lease of two replicas, on the document store of the local platform. */
class LeaseIT {

  @TempDir private static Path directory;
  private static DocumentStore store;
  private static MongoClient client;

  private final MutableClock clock =
      MutableClock.of(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private final MongoTemplate mongo = new MongoTemplate(client, "kilowatch");
  private final Lease one = lease();
  private final Lease other = lease();

  @BeforeAll
  static void start() {
    store = DocumentStore.start(directory);
    client = MongoClients.create(store.uri());
  }

  @AfterAll
  static void stop() {
    client.close();
    store.close();
  }

  @BeforeEach
  void forget() {
    mongo.dropCollection(LeaseEntry.class);
  }

  private Lease lease() {
    return new Lease(mongo, new Replica(), clock, () -> clock.instant().toEpochMilli() * 1_000_000);
  }

  @Test
  void lease_isOneReplicasAtATime() {
    one.round();
    other.round();
    assertThat(one.fence()).hasValue(1);
    assertThat(other.fence()).isEmpty();
  }

  @Test
  void lease_isKeptByWhoeverRenewsIt() {
    for (int round = 0; round < 5; round++) {
      one.round();
      other.round();
      clock.add(Lease.LIFETIME.dividedBy(2));
    }
    assertThat(one.fence()).hasValue(1);
    assertThat(other.fence()).isEmpty();
  }

  @Test
  void holderThatWasHeldUp_stopsBelievingBeforeTheNextBegins() {
    one.round();
    clock.add(Lease.LIFETIME.minus(Lease.MARGIN));
    assertThat(one.fence()).isEmpty();
    other.round();
    assertThat(other.fence()).as("not yet").isEmpty();
    clock.add(Lease.MARGIN.plus(Duration.ofMillis(1)));
    other.round();
    assertThat(other.fence()).as("a higher one").hasValue(2);
    one.round();
    assertThat(one.fence()).isEmpty();
  }

  @Test
  void holderThatStops_letsTheNextBeginAtOnce() {
    one.round();
    one.release();
    assertThat(one.fence()).isEmpty();
    other.round();
    assertThat(other.fence()).hasValue(2);
  }

  @Test
  void release_leavesAnothersLeaseAlone() {
    one.round();
    other.release();
    other.round();
    assertThat(other.fence()).isEmpty();
    assertThat(one.fence()).hasValue(1);
  }
}
