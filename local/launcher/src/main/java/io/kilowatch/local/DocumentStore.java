package io.kilowatch.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The embedded document store: MongoDB's protocol on an H2 file, on a loopback port. */
public final class DocumentStore extends LocalServer {
  private static final String MAIN = "io.kilowatch.local.documents.DocumentsMain";
  private static final int CONCURRENT_COMMANDS = 24;

  private final Installation installation = Installation.find();
  private final Path directory;
  private final Path log;
  private final int port;

  private DocumentStore(Path directory, Path log) {
    this.directory = directory;
    this.log = log;
    this.port = new Ports(directory.resolve("ports.properties")).get("mongodb");
  }

  /** Everything, the log included, is kept in {@code directory}. */
  public static DocumentStore start(Path directory) {
    return start(directory, directory.resolve("documents.log"));
  }

  static DocumentStore start(Path directory, Path log) {
    DocumentStore store = new DocumentStore(directory.toAbsolutePath(), log);
    store.restart();
    return store;
  }

  /** With a database name, which a client may replace. */
  public String uri() {
    return "mongodb://127.0.0.1:" + port + "/kilowatch";
  }

  @Override
  ChildProcess launch() {
    List<Path> jars = installation.jars("documents");
    ClassArchive archive =
        ClassArchive.of(
            installation.target("documents").resolve("cds"), "documents", Jdk.running(), jars);
    Path ready = directory.resolve("ready");
    ready.toFile().delete();
    ChildProcess process =
        ChildProcess.start(
            "documents",
            new JavaCommand(Jdk.running())
                .flags("-Xmn48m", "-Xmx160m")
                // Each waits for the disk, and one commit serves all that wait.
                .flags("-Dio.netty.eventLoopThreads=" + CONCURRENT_COMMANDS)
                .flags(archive.flags())
                .main(jars, MAIN)
                .words(
                    Integer.toString(port), directory.resolve("data").toString(), ready.toString()),
            Map.of(JavaCommand.FEW_ARENAS, "2"),
            log);
    process.awaitReady(Duration.ofSeconds(90), () -> Files.exists(ready));
    return process;
  }

  @Override
  Duration stopGrace() {
    return Duration.ofSeconds(20);
  }
}
