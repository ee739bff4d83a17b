package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentStoreIT {
  @TempDir Path directory;
  private DocumentStore store;

  @BeforeEach
  void start() {
    store = DocumentStore.start(directory);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void kill_whileClientsWrite_losesNoAcknowledgedWrite() throws Exception {
    String uri = store.uri();
    for (int round = 0; round < 3; round++) {
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      List<Thread> writers = startWriters(round, acknowledged);
      while (acknowledged.size() < 150) {
        assertThat(writers).anyMatch(Thread::isAlive);
        Thread.sleep(5);
      }
      store.kill();
      for (Thread writer : writers) {
        writer.join();
      }

      store.restart();

      assertThat(store.uri()).isEqualTo(uri);
      try (MongoClient client = connect()) {
        List<String> stored = new ArrayList<>();
        things(client).find().map(document -> document.getString("_id")).into(stored);
        assertThat(stored).containsAll(acknowledged);
      }
    }
  }

  @Test
  void kill_whileAStopWaits_doesNot() throws Exception {
    DocumentStore stopping = store;
    synchronized (stopping) {
      Thread killer = Thread.ofVirtual().start(stopping::kill);
      assertThat(killer.join(Duration.ofSeconds(60))).isTrue();
    }
    assertThat(store.isAlive()).isFalse();
  }

  @Test
  void kill_afterUpdateAndDelete_keepsBoth() {
    try (MongoClient client = connect()) {
      things(client).insertMany(List.of(new Document("_id", "a"), new Document("_id", "b")));
      things(client).findOneAndUpdate(Filters.eq("_id", "a"), Updates.set("name", "changed"));
      things(client).deleteOne(Filters.eq("_id", "b"));
    }

    store.kill();
    store.restart();

    try (MongoClient client = connect()) {
      assertThat(things(client).find().into(new ArrayList<>()))
          .containsExactly(new Document("_id", "a").append("name", "changed"));
    }
  }

  @Test
  void write_thatCanNotBeKept_endsTheProcess() throws Exception {
    try (MongoClient client = connect()) {
      things(client).insertOne(new Document("_id", "a"));
      FileSizeLimit.exhaust(store);

      assertThatExceptionOfType(MongoException.class)
          .isThrownBy(() -> things(client).insertOne(new Document("_id", "b")));

      assertThat(store.process().process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    store.restart();

    try (MongoClient client = connect()) {
      assertThat(things(client).find().into(new ArrayList<>()))
          .containsExactly(new Document("_id", "a"));
    }
  }

  @Test
  void read_whileDocumentIsChanged_isNeverHalfOfIt() throws Exception {
    try (MongoClient client = connect()) {
      things(client).insertOne(numbered(0).append("_id", "a"));
      AtomicBoolean ended = new AtomicBoolean();
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 1; !ended.get(); i++) {
                  things(client)
                      .updateOne(Filters.eq("_id", "a"), new Document("$set", numbered(i)));
                }
              });
      try {
        for (int read = 0; read < 2_000; read++) {
          Document found = things(client).find(Filters.eq("_id", "a")).first();
          assertThat(found.values().stream().filter(Integer.class::isInstance).distinct())
              .hasSize(1);
        }
      } finally {
        ended.set(true);
        writer.join();
      }
    }
  }

  /** Many fields, each with the same number. */
  private static Document numbered(int number) {
    Document numbered = new Document();
    for (int field = 0; field < 50; field++) {
      numbered.append("field" + field, number);
    }
    return numbered;
  }

  @Test
  void hello_asHealthChecksSendIt_isAnswered() {
    try (MongoClient client = connect()) {
      Document answer = client.getDatabase("admin").runCommand(new Document("hello", 1));
      assertThat(answer.get("ok", Number.class).intValue()).isEqualTo(1);
      assertThat(answer.getInteger("maxWireVersion")).isPositive();
    }
  }

  /** Each writer goes on until the store is gone and notes what was acknowledged. */
  private List<Thread> startWriters(int round, Set<String> acknowledged) {
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String prefix = round + "-" + writer + "-";
      writers.add(Thread.ofVirtual().start(() -> writeUntilGone(prefix, acknowledged)));
    }
    return writers;
  }

  private void writeUntilGone(String prefix, Set<String> acknowledged) {
    try (MongoClient client = connect()) {
      for (int i = 0; ; i++) {
        things(client).insertOne(new Document("_id", prefix + i).append("text", "x".repeat(200)));
        acknowledged.add(prefix + i);
      }
    } catch (MongoException gone) {
      // The store was killed, which ends this writer.
    }
  }

  private MongoClient connect() {
    String separator = store.uri().contains("?") ? "&" : "?";
    return MongoClients.create(
        store.uri() + separator + "serverSelectionTimeoutMS=5000&retryWrites=false");
  }

  private static MongoCollection<Document> things(MongoClient client) {
    return client.getDatabase("test").getCollection("things");
  }
}
