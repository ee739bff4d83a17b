package io.kilowatch.scheduler.intensity.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.kilowatch.local.DocumentStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What is kept of observations, in the document store of the local platform. */
class ObservedStoreIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<Observation> TOLD =
      List.of(new Observation(NOON, 413, Source.ELECTRICITY_MAPS));

  @TempDir private static Path directory;
  private static DocumentStore documents;
  private static MongoClient client;

  private final MongoTemplate mongo = new MongoTemplate(client, "kilowatch");
  private final List<Object> published = new ArrayList<>();
  private final ObservedStore store = new ObservedStore(mongo, published::add);

  @BeforeAll
  static void start() {
    documents = DocumentStore.start(directory);
    client = MongoClients.create(documents.uri());
  }

  @AfterAll
  static void stop() {
    client.close();
    documents.close();
  }

  /** The days are there, and nobody was told of them. */
  @Test
  void keep_afterAFailureBetweenTheDaysAndTheirNote_notesThem() {
    mongo.save(ObservedDay.empty("DE", ObservedDay.dayOf(NOON)).with(TOLD));

    assertThat(store.keep("DE", TOLD)).isZero();

    assertThat(store.zones()).containsExactly(new ObservedZone("DE", 1, NOON));
    assertThat(published).containsExactly(new ObservedStore.Kept("DE"));
  }

  @Test
  void keep_ofNothing_changesNothing() {
    assertThat(store.keep("FR", List.of())).isZero();
    assertThat(store.zones()).extracting(ObservedZone::zone).doesNotContain("FR");
    assertThat(published).isEmpty();
  }
}
