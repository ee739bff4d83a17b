package io.kilowatch.local.documents;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An H2 backend that answers a command only when what it wrote is on disk, and what it read, too:
 * so that nobody is told of something that is gone after a kill.
 *
 * <p>Answers are copies. The H2 backend hands out the documents that it keeps, and changes them in
 * place: one that was being sent came to be half of before and half of after, or could not be sent
 * at all.
 */
final class DurableBackend extends H2Backend {

  private static final Logger LOG = LoggerFactory.getLogger(DurableBackend.class);

  private static final Set<String> READING =
      Set.of("find", "count", "distinct", "getmore", "hello", "ismaster", "ping");

  /** Commands that may write have it for themselves, with the copy that is their answer. */
  private final ReadWriteLock documents = new ReentrantReadWriteLock();

  /** One for each command that wants what is there by now to be on disk. */
  private final AtomicLong wanted = new AtomicLong();

  /** What was wanted up to here is on disk. */
  private long persisted;

  DurableBackend(MVStore store) {
    super(store);
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new StoredDatabase(name, getMvStore(), getCursorRegistry());
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
    Document answer = answer(channel, database, command, query);
    persist();
    return answer;
  }

  private @Nullable Document answer(
      Channel channel, String database, String command, Document query) {
    boolean reads = READING.contains(command.toLowerCase(Locale.ROOT));
    Lock mine = reads ? documents.readLock() : documents.writeLock();
    mine.lock();
    try {
      Document answer = super.handleCommand(channel, database, command, query);
      return answer == null ? null : answer.cloneDeeply();
    } finally {
      mine.unlock();
    }
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
        writeOrEnd();
        persisted = all;
      }
    }
  }

  /**
   * H2 closes a store that it could not write to, and what could not be synced may be lost though
   * the store believes that it has it: only a process that starts anew, from what is on disk, can
   * go on. That its own end has closed the store is no failure.
   */
  private void writeOrEnd() {
    try {
      write();
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_CLOSED && getMvStore().getPanicException() == null) {
        throw e;
      }
      try {
        LOG.error("What was written can't be kept; this process ends", e);
      } finally {
        Runtime.getRuntime().halt(1);
      }
    }
  }

  /**
   * Asks the store, not the command, what was written: findAndModify and index creation write too.
   * Nothing is changed while a commit makes bytes of it.
   */
  private void write() {
    MVStore store = getMvStore();
    if (store.hasUnsavedChanges()) {
      Lock unchanged = documents.readLock();
      unchanged.lock();
      try {
        store.commit();
      } finally {
        unchanged.unlock();
      }
      store.sync();
    }
  }
}
