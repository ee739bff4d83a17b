package io.kilowatch.local.documents;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * An H2 backend that answers a command only when what it wrote is on disk, and what it read, too:
 * so that nobody is told of something that is gone after a kill.
 */
final class DurableBackend extends H2Backend {

  /** One for each command that wants what is there by now to be on disk. */
  private final AtomicLong wanted = new AtomicLong();

  /** What was wanted up to here is on disk. */
  private long persisted;

  DurableBackend(MVStore store) {
    super(store);
  }

  /** Ends in {@link #handleCommand}, too. */
  @Override
  public Document handleMessage(MongoMessage message) {
    return super.handleMessage(understood(message));
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
   * Whoever comes first does it for all who came while another did: under load that is one commit
   * for as many commands as there are threads.
   */
  private void persist() {
    long mine = wanted.incrementAndGet();
    synchronized (this) {
      if (persisted < mine) {
        long all = wanted.get();
        write();
        persisted = all;
      }
    }
  }

  /**
   * Asks the store, not the command, what was written: findAndModify and index creation write too.
   */
  private void write() {
    MVStore store = getMvStore();
    if (store.hasUnsavedChanges()) {
      store.commit();
      store.sync();
    }
  }
}
