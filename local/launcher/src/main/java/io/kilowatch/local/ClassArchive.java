package io.kilowatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An archive of the classes a server loads, which shortens its start; made from the first process
 * that gets ready.
 *
 * <p>It is taken from the running process, not at its end, so that a stop stays quick and a killed
 * process leaves one too.
 */
final class ClassArchive {
  private final Path file;

  private ClassArchive(Path file) {
    this.file = file;
  }

  /** One archive for a name, a JDK and a class path; a change of any of these makes a new one. */
  static ClassArchive of(Path folder, String name, Jdk jdk, List<Path> classPath) {
    StringBuilder key = new StringBuilder(jdk.home().toString()).append(jdk.feature());
    for (Path path : classPath) {
      key.append(path).append(path.toFile().length()).append(path.toFile().lastModified());
    }
    String hash = Integer.toHexString(key.toString().hashCode());
    return new ClassArchive(folder.resolve(name + "-" + hash + ".jsa"));
  }

  /** Flags for the JVM: use the archive, or make it possible to take one. */
  List<String> flags() {
    return Files.exists(file)
        ? List.of(
            "-XX:SharedArchiveFile=" + file,
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off")
        : List.of("-XX:+RecordDynamicDumpInfo", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  /**
   * Takes the archive from a process that runs, where there is none yet. A failure costs only the
   * quicker start.
   */
  void takeFrom(ChildProcess process) {
    Path jcmd = Jdk.running().home().resolve("bin/jcmd");
    if (Files.exists(file) || !Files.isExecutable(jcmd)) {
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + "." + process.pid());
    try {
      Files.createDirectories(file.getParent());
      Process dump =
          new ProcessBuilder(
                  jcmd.toString(),
                  Long.toString(process.pid()),
                  "VM.cds",
                  "dynamic_dump",
                  fresh.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (dump.waitFor(60, TimeUnit.SECONDS) && Files.exists(fresh)) {
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      fresh.toFile().delete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
