package io.kilowatch.local.documents;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StoredDatabaseTests {

  private static final IndexOptions UNIQUE = new IndexOptions().name("both").unique(true);
  private static final List<Object> VALUES =
      Arrays.asList(
          "a", "b", "", 1, 1L, 2.5, -0.0, Long.MAX_VALUE, true, null, new Date(5), List.of("a", 1));

  @TempDir Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void choose() {
    file = directory.resolve("documents.h2");
  }

  @Test
  void open_fileOfH2Alone_findsWhatWasThere() {
    try (RunningStore before = new RunningStore(new H2Backend(file.toString()))) {
      before.things().createIndex(Indexes.ascending("a", "b"), UNIQUE);
      before.things().insertMany(numbered(0, 500));
    }

    for (int opened = 0; opened < 2; opened++) {
      try (RunningStore store = RunningStore.of(file)) {
        assertThat(store.things().find(eq("_id", "id-123")).first())
            .isEqualTo(numbered(123, 124).getFirst());
        assertThat(store.things().find(new Document("a", 3).append("b", "b-3"))).hasSize(1);
        assertThat(store.things().find(eq("a", 3))).hasSize(50);
        assertThatExceptionOfType(MongoWriteException.class)
            .isThrownBy(() -> store.things().insertOne(new Document("a", 3).append("b", "b-3")))
            .withMessageContaining("E11000");
        var _ = store.things().updateOne(eq("_id", "id-7"), Updates.set("opened", opened));
      }
    }
    try (MVStore closed = MVStore.open(file.toString())) {
      assertThat(closed.getMapNames())
          .contains("test.things._ordered_both")
          .noneMatch(name -> name.contains("._index_"));
    }
  }

  /** The making of an index would be broken off where a kill finds it, and never ended. */
  @Test
  void open_howeverMuchGathers_commitsNothingByItself() {
    try (MVStore store = DocumentsMain.open(file)) {
      assertThat(store.getAutoCommitMemory()).isZero();
      assertThat(store.getFileStore().getAutoCommitDelay()).isZero();
    }
  }

  /** Of each kind that MongoDB knows and services use. */
  @Test
  void open_documentsOfAllKinds_findsThemAsTheyWere() {
    Document written =
        new Document("_id", new ObjectId())
            .append("text", "ä€😀\u0000")
            .append("numbers", List.of(1, 2L, 3.5, new Decimal128(7)))
            .append("nothing", null)
            .append("truths", List.of(true, false))
            .append("at", new Date(1_700_000_000_123L))
            .append("bytes", new Binary(new byte[] {0, 1, -1}))
            .append("inner", new Document("list", List.of(new Document("x", 1), List.of())))
            .append("long", "x".repeat(20_000));
    try (RunningStore store = RunningStore.of(file)) {
      store.things().insertOne(written);
    }

    try (RunningStore store = RunningStore.of(file)) {
      assertThat(store.things().find().first()).isEqualTo(written);
      assertThat(store.things().find(eq("_id", written.get("_id")))).hasSize(1);
    }
  }

  /** A collection without an index has each document looked at. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void find_byFieldsOfAnIndex_findsWhatALookAtEachFinds(long seed) {
    Random random = new Random(seed);
    try (RunningStore store = RunningStore.of(file)) {
      MongoCollection<Document> plain = store.database().getCollection("plain");
      store.things().createIndex(Indexes.ascending("a", "b"), UNIQUE);
      for (int id = 0; id < 60; id++) {
        Document document = new Document("_id", id).append("c", random.nextInt(3));
        addSome(document, "a", random);
        addSome(document, "b", random);
        try {
          store.things().insertOne(document);
          plain.insertOne(document);
        } catch (MongoWriteException e) {
          assertThat(e).hasMessageContaining("E11000");
        }
        if (random.nextInt(5) == 0) {
          Bson gone = eq("_id", random.nextInt(id + 1));
          assertThat(store.things().deleteOne(gone)).isEqualTo(plain.deleteOne(gone));
        }
      }

      for (Object a : VALUES) {
        Document first = new Document("a", a);
        assertSame(store.things(), plain, first);
        assertSame(store.things(), plain, with(first, "c", 1));
        assertSame(store.things(), plain, with(first, "b", new Document("$gt", 1)));
        assertSame(store.things(), plain, with(first, "b", new Document("$in", List.of("a", 1))));
        for (Object b : VALUES) {
          assertSame(store.things(), plain, with(first, "b", b));
          assertSame(store.things(), plain, with(new Document("b", b).append("c", 2), "a", a));
        }
      }
    }
  }

  private static Document with(Document query, String field, Object value) {
    return new Document(query).append(field, value);
  }

  /** One field of an index may have a list in a document, not both. */
  private static void addSome(Document document, String field, Random random) {
    int chosen = random.nextInt(VALUES.size() + 1);
    if (chosen < VALUES.size() && !(field.equals("b") && VALUES.get(chosen) instanceof List<?>)) {
      document.append(field, VALUES.get(chosen));
    }
  }

  private static void assertSame(
      MongoCollection<Document> indexed, MongoCollection<Document> plain, Bson query) {
    assertThat(indexed.find(query).into(new ArrayList<>()))
        .as("%s", query)
        .containsExactlyInAnyOrderElementsOf(plain.find(query));
  }

  @Test
  void update_ofWhatAnIndexOrders_isFoundByTheNewValueAlone() {
    try (RunningStore store = RunningStore.of(file)) {
      store.things().createIndex(Indexes.ascending("a", "b"), UNIQUE);
      store.things().insertMany(numbered(0, 20));

      var _ =
          store.things().updateOne(new Document("a", 1).append("b", "b-1"), Updates.set("a", 99));

      assertThat(store.things().find(eq("a", 99))).hasSize(1);
      assertThat(store.things().find(eq("a", 1))).hasSize(1);
      store.things().insertOne(new Document("a", 1).append("b", "b-1"));
    }
  }

  @Test
  void dropIndex_andMakeItAnew_holdsWhatIsThereByThen() {
    try (RunningStore store = RunningStore.of(file)) {
      store.things().createIndex(Indexes.ascending("a", "b"), UNIQUE);
      store.things().insertMany(numbered(0, 20));
      store.things().dropIndex("both");
      store.things().insertOne(new Document("_id", "twin").append("a", 1).append("b", "b-1"));
      assertThat(store.things().find(eq("a", 1))).hasSize(3);

      store.things().deleteOne(eq("_id", "twin"));
      store.things().createIndex(Indexes.ascending("a", "b"), UNIQUE);

      assertThat(store.things().find(eq("a", 1))).hasSize(2);
    }
  }

  @Test
  void drop_ofTheDatabase_leavesNoMapOfIt() {
    try (RunningStore store = RunningStore.of(file)) {
      store.things().createIndex(Indexes.ascending("a", "b"), UNIQUE);
      store.things().insertMany(numbered(0, 20));

      store.database().drop();
    }
    try (MVStore closed = MVStore.open(file.toString())) {
      assertThat(closed.getMapNames()).noneMatch(name -> name.contains("test."));
    }
  }

  /** A commit writes documents of others that may be in the middle of a change. */
  @Test
  void commit_whileOthersChangeFields_writesAllOfEachDocument() throws Exception {
    int changers = 4;
    int rounds = 400;
    try (RunningStore store = RunningStore.of(file)) {
      List<Thread> threads =
          IntStream.range(0, changers)
              .mapToObj(
                  changer -> Thread.ofVirtual().start(() -> changeFields(store, changer, rounds)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
    }

    try (RunningStore store = RunningStore.of(file)) {
      for (Document document : store.things().find()) {
        assertThat(document.keySet()).isEqualTo(fieldsOf(document.getInteger("_id"), rounds - 1));
      }
      assertThat(store.things().countDocuments()).isEqualTo(changers);
    }
  }

  private static void changeFields(RunningStore store, int id, int rounds) {
    for (int round = 0; round < rounds; round++) {
      Document next = new Document();
      fieldsOf(id, round).forEach(field -> next.append(field, id));
      if (round == 0) {
        store.things().insertOne(next);
      } else {
        var _ = store.things().replaceOne(eq("_id", id), next);
      }
    }
  }

  private static Set<String> fieldsOf(int id, int round) {
    Document fields = new Document("_id", id);
    for (int field = 0; field < 20; field++) {
      fields.append("field-" + (round + field) % 40, id);
    }
    return fields.keySet();
  }

  private static List<Document> numbered(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Document("_id", "id-" + i).append("a", i % 10).append("b", "b-" + i))
        .toList();
  }
}
