package io.kilowatch.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A mounted file system that is soon full; mounting it takes root. */
final class SmallVolume implements AutoCloseable {

  private static final int BLOCK_BYTES = 64 * 1024;

  private final Path directory;
  private final Path ballast;

  private SmallVolume(Path directory) {
    this.directory = directory;
    this.ballast = directory.resolve("ballast");
  }

  /** Not by every user, and not in every container. */
  static boolean canBeMounted() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("small-volume");
    try {
      Process mount =
          new ProcessBuilder("mount", "-t", "tmpfs", "tmpfs", directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean mounted = mount.waitFor() == 0;
      if (mounted) {
        run("umount", directory.toString());
      }
      return mounted;
    } finally {
      Files.delete(directory);
    }
  }

  /** Of a run that was killed. */
  static void release(Path directory) throws IOException {
    if (Files.readString(Path.of("/proc/mounts")).contains(" " + directory + " ")) {
      run("umount", directory.toString());
    }
  }

  static SmallVolume mount(Path directory, int megabytes) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
    return new SmallVolume(directory);
  }

  /** Takes what is free; what becomes free meanwhile is taken by the next call. */
  void fill() {
    byte[] block = new byte[BLOCK_BYTES];
    try (OutputStream out =
        Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (freeBytes() > 2L * BLOCK_BYTES) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void free() {
    try {
      Files.delete(ballast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long freeBytes() {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) {
    Platform.run(List.of(command), Path.of("/"), Map.of(), Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    run("umount", directory.toString());
  }
}
