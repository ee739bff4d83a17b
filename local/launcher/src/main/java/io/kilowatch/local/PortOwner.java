package io.kilowatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds by Linux' /proc who listens on a port, as far as this user may see it. */
final class PortOwner {
  private static final String LISTEN = "0A";

  private PortOwner() {}

  /** {@code java (pid 4711)}. */
  static Optional<String> of(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(table -> socketInode(Path.of(table), port).stream())
        .flatMap(inode -> holder("socket:[" + inode + "]").stream())
        .findFirst();
  }

  /**
   * Columns: slot, local address:port in hexadecimal, remote, state, queues, timer, retransmits,
   * uid, timeout, inode.
   */
  private static Optional<String> socketInode(Path table, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    try {
      return Files.readAllLines(table).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > 9)
          .filter(columns -> columns[1].endsWith(suffix) && columns[3].equals(LISTEN))
          .map(columns -> columns[9])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> holder(String socket) {
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), socket))
        .findFirst()
        .map(process -> nameOf(process) + " (pid " + process.pid() + ")");
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      List<Path> all = descriptors.toList();
      return all.stream().anyMatch(descriptor -> pointsTo(descriptor, socket));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean pointsTo(Path descriptor, String socket) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(socket);
    } catch (IOException e) {
      return false;
    }
  }

  private static String nameOf(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString())
        .orElse("a process");
  }
}
