package io.kilowatch.local.documents;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/**
 * Runs the store until it is told to stop: {@code DocumentsMain <port> <data directory> <ready
 * file>}.
 */
public final class DocumentsMain {

  private static final int PAGE_BYTES = 4 * 1024;

  private DocumentsMain() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "usage: DocumentsMain <port> <data directory> <ready file>");
    }
    Path data = Files.createDirectories(Path.of(args[1])).toAbsolutePath();
    DurableBackend backend = new DurableBackend(open(data.resolve("documents.h2")));
    backend.version(ServerVersion.MONGO_5_0);
    MongoServer server = new MongoServer(backend);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow, "documents-shutdown"));
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
    Files.writeString(Path.of(args[2]), "ready");
  }

  /**
   * Nothing is committed but at the end of a command, before its answer: neither by a background
   * writer nor because much has gathered, which could be in the middle of a change or of the making
   * of an index. A commit writes each page anew that it touches, so these are small.
   */
  static MVStore open(Path file) {
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .pageSplitSize(PAGE_BYTES)
            .open();
    // Space of superseded chunks may be used again at once: sync() comes before every answer.
    store.setRetentionTime(0);
    store.setVersionsToKeep(0);
    return store;
  }
}
