package io.kilowatch.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** A Spring Boot jar, run unpacked: a nested jar starts slower and can have no class archive. */
record BootJar(String name, Path file, Path cache) {
  // Younger ones may belong to another build's platform that uses the same cache.
  private static final Duration UNUSED = Duration.ofDays(1);

  /**
   * The unpacked application's jar, its libraries beside it; unpacked anew when the file has
   * changed.
   */
  Path extracted() {
    Path folder = cache.resolve(name + "-" + Long.toHexString(checksum()));
    Path application = folder.resolve(file.getFileName());
    if (!Files.exists(application)) {
      deleteOlder();
      extractTo(folder);
    }
    // Used, so not among those that another platform deletes from a shared cache.
    folder.toFile().setLastModified(System.currentTimeMillis());
    return application;
  }

  /** Of its content: a build makes the file anew, but the same again where nothing has changed. */
  private long checksum() {
    CRC32C checksum = new CRC32C();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        checksum.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return checksum.getValue();
  }

  /** Into a neighbour first: a folder under its final name is complete. */
  private void extractTo(Path folder) {
    Path fresh = folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID() + ".new");
    try {
      Files.createDirectories(cache);
      Process tool =
          new ProcessBuilder(
                  Jdk.running().java(),
                  "-Djarmode=tools",
                  "-jar",
                  file.toString(),
                  "extract",
                  "--destination",
                  fresh.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!tool.waitFor(2, TimeUnit.MINUTES) || tool.exitValue() != 0) {
        throw new LocalServerException(file + " can not be unpacked; run 'make build' again");
      }
      moveUnlessThere(fresh, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerException("interrupted while unpacking " + file, e);
    } finally {
      Directories.delete(fresh);
    }
  }

  /** Another platform may have unpacked the same jar meanwhile. */
  private static void moveUnlessThere(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private void deleteOlder() {
    if (!Files.isDirectory(cache)) {
      return;
    }
    long before = System.currentTimeMillis() - UNUSED.toMillis();
    try (Stream<Path> files = Files.list(cache)) {
      files
          .filter(path -> path.getFileName().toString().startsWith(name + "-"))
          .filter(path -> path.toFile().lastModified() < before)
          .toList()
          .forEach(Directories::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
