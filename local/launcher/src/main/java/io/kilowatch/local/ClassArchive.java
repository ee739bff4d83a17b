package io.kilowatch.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An archive of the classes a server loads, which shortens its start; written by the first process
 * that ends in good order.
 *
 * <p>Not by {@code jcmd VM.cds dynamic_dump} from a running one: on JDK 25.0.3 that process crashed
 * soon afterwards in {@code LambdaProxyClassDictionary::find_lambda_proxy_class}.
 */
final class ClassArchive {
  // The first JDK that checks an archive and writes it anew by itself (JDK-8261455).
  private static final int AUTO_CREATE = 19;

  private final Path file;
  private final Jdk jdk;

  private ClassArchive(Path file, Jdk jdk) {
    this.file = file;
    this.jdk = jdk;
  }

  /** One archive for a name, a JDK and a class path; a change of any of these makes a new one. */
  static ClassArchive of(Path folder, String name, Jdk jdk, List<Path> classPath) {
    StringBuilder key = new StringBuilder(jdk.home().toString()).append(jdk.feature());
    for (Path path : classPath) {
      key.append(path).append(path.toFile().length()).append(path.toFile().lastModified());
    }
    folder.toFile().mkdirs();
    String hash = Integer.toHexString(key.toString().hashCode());
    return new ClassArchive(folder.resolve(name + "-" + hash + ".jsa"), jdk);
  }

  /** Flags for the JVM: use the archive, and write it at the end where there is none. */
  List<String> flags() {
    List<String> flags =
        new ArrayList<>(List.of("-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
    if (jdk.feature() >= AUTO_CREATE) {
      flags.add("-XX:+AutoCreateSharedArchive");
      flags.add("-XX:SharedArchiveFile=" + file);
    } else if (Files.exists(file)) {
      flags.add("-XX:SharedArchiveFile=" + file);
    } else {
      flags.add("-XX:ArchiveClassesAtExit=" + file);
    }
    return flags;
  }
}
