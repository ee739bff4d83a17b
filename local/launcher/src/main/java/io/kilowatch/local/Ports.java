package io.kilowatch.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports, remembered in a file so that a server comes back where it was. */
public final class Ports {
  // Below the range from which kernels take ports for outgoing connections (32768 on Linux, 49152
  // elsewhere): a client's connection can not land on a port between its choice and its use.
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  // A port is free until its server runs, which may be long after it was given out. Whose it is
  // holds for all of this process: several files tell of ports on the same address.
  private static final Map<Integer, String> OWNERS = new ConcurrentHashMap<>();

  private final Path file;
  private final Properties remembered = new Properties();
  private final Map<String, Integer> given = new HashMap<>();

  Ports(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        remembered.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * The port that {@code name} had before when nobody else has it now or was given it, else a free
   * one; always the same from this object, as the port is no longer free once its server runs.
   */
  synchronized int get(String name) {
    return given.computeIfAbsent(name, this::choose);
  }

  private int choose(String name) {
    int port = Integer.parseInt(remembered.getProperty(name, "0"));
    String owner = file.toAbsolutePath() + " " + name;
    if (port != 0 && isFree(port) && take(port, owner)) {
      return port;
    }
    int fresh = free(owner);
    remembered.setProperty(name, Integer.toString(fresh));
    save();
    return fresh;
  }

  /** A port that nobody has now or was given, and no outgoing connection will be given. */
  public static int free() {
    return free("whoever asked for a free port");
  }

  private static int free(String owner) {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port) && OWNERS.putIfAbsent(port, owner) == null) {
        return port;
      }
    }
    throw new LocalServerException("No free port between " + FIRST + " and " + LAST);
  }

  /** Whether it is the owner's from here on, who may have had it before. */
  static boolean take(int port, String owner) {
    String before = OWNERS.putIfAbsent(port, owner);
    return before == null || before.equals(owner);
  }

  /** Free on loopback, and on the wildcard address where others listen. */
  static boolean isFree(int port) {
    try (ServerSocket loopback = new ServerSocket()) {
      loopback.setReuseAddress(true);
      loopback.bind(address(port));
    } catch (IOException e) {
      return false;
    }
    try (ServerSocket wildcard = new ServerSocket()) {
      wildcard.setReuseAddress(true);
      wildcard.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(address(port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private void save() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        remembered.store(writer, "Ports of this server; used again while they are free");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
