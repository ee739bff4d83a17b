package io.kilowatch.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the launcher does with directories that can be made anew. */
final class Directories {
  private Directories() {}

  /** Deletes it with all in it; what stays, because another deletes it too, is only in the way. */
  static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException _) {
      // The next start tries again.
    }
  }

  /** Leaves an empty directory, whatever a process that was killed left in it. */
  static Path emptied(Path path) {
    delete(path);
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
