package io.kilowatch.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An embedded server as a part of the platform. */
final class ServerUnit<S extends LocalServer> implements Unit {
  private final String name;
  private final Path log;
  private final Supplier<S> starter;
  private final Function<S, String> address;
  private volatile @Nullable S server;

  ServerUnit(String name, Path log, Supplier<S> starter, Function<S, String> address) {
    this.name = name;
    this.log = log;
    this.starter = starter;
    this.address = address;
  }

  S server() {
    return Objects.requireNonNull(server, name + " is not started");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> after() {
    return List.of();
  }

  @Override
  public void start() {
    S started = server;
    if (started == null) {
      server = starter.get();
    } else {
      started.restart();
    }
  }

  @Override
  public void stop() {
    S started = server;
    if (started != null) {
      started.close();
    }
  }

  @Override
  public void kill() {
    S started = server;
    if (started != null) {
      started.kill();
    }
  }

  @Override
  public boolean isAlive() {
    S started = server;
    return started != null && started.isAlive();
  }

  @Override
  public PlatformState.Entry entry() {
    return new PlatformState.Entry(
        name, server().process().pid(), address.apply(server()), "", log.toString());
  }
}
