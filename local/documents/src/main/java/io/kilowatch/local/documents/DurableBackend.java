package io.kilowatch.local.documents;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** An H2 backend that answers a command only when what it wrote is on disk. */
final class DurableBackend extends H2Backend {
  DurableBackend(MVStore store) {
    super(store);
  }

  @Override
  public Document handleMessage(MongoMessage message) {
    Document answer = super.handleMessage(understood(message));
    persist();
    return answer;
  }

  /** The server knows {@code hello}, which health checks send, by its older name only. */
  private static MongoMessage understood(MongoMessage message) {
    Document document = message.getDocument();
    if (!document.containsKey("hello")) {
      return message;
    }
    Document renamed = new Document("isMaster", 1);
    renamed.put("$db", document.get("$db"));
    return new MongoMessage(message.getChannel(), message.getHeader(), renamed);
  }

  @Override
  public @Nullable Document handleCommand(
      Channel channel, String database, String command, Document query) {
    Document answer = super.handleCommand(channel, database, command, query);
    persist();
    return answer;
  }

  /**
   * Asks the store, not the command, what was written: findAndModify and index creation write too.
   */
  private synchronized void persist() {
    MVStore store = getMvStore();
    if (store.hasUnsavedChanges()) {
      store.commit();
      store.sync();
    }
  }
}
