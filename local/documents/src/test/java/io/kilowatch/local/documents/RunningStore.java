package io.kilowatch.local.documents;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import java.nio.file.Path;
import org.bson.Document;

/** A store in this process, on a free port, with a client of its own. */
final class RunningStore implements AutoCloseable {

  private final MongoServer server;
  private final MongoClient client;

  RunningStore(MongoBackend backend) {
    server = new MongoServer(backend);
    client = MongoClients.create(server.bindAndGetConnectionString() + "/?retryWrites=false");
  }

  /** As the local platform runs it. */
  static RunningStore of(Path file) {
    return new RunningStore(new DurableBackend(DocumentsMain.open(file)));
  }

  MongoDatabase database() {
    return client.getDatabase("test");
  }

  MongoCollection<Document> things() {
    return database().getCollection("things");
  }

  /** The file is closed with it. */
  @Override
  public void close() {
    client.close();
    server.shutdownNow();
  }
}
