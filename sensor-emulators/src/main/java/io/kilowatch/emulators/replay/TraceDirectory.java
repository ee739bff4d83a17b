package io.kilowatch.emulators.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one directory whose files may be replayed. */
public final class TraceDirectory {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}");
  private static final long LARGEST = 16 * 1024 * 1024;

  private final @Nullable Path directory;

  public TraceDirectory(@Nullable Path directory) {
    this.directory = directory;
  }

  /**
   * Reads a trace by its file name.
   *
   * @throws IllegalArgumentException for a name or a file that may not be replayed
   */
  Trace read(String name) throws IOException {
    return Trace.read(locate(name));
  }

  private Path locate(String name) throws IOException {
    if (directory == null) {
      throw new IllegalArgumentException("no trace directory is configured");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("must be the plain name of a file");
    }
    Path file = real(directory.resolve(name));
    // A link inside the directory must not lead out of it either.
    if (!file.startsWith(directory.toRealPath()) || !Files.isRegularFile(file)) {
      throw new IllegalArgumentException("is no file of the trace directory");
    }
    if (Files.size(file) > LARGEST) {
      throw new IllegalArgumentException("is larger than " + LARGEST + " bytes");
    }
    return file;
  }

  private static Path real(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("is no file of the trace directory", e);
    }
  }
}
