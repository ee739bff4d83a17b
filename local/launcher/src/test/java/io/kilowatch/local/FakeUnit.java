package io.kilowatch.local;

import java.util.List;

/** A unit without a process, which lives from the end of its first start. */
class FakeUnit implements Unit {
  private final String name;
  private final List<String> after;
  private final Runnable start;
  private volatile boolean alive;

  FakeUnit(String name, List<String> after, Runnable start) {
    this.name = name;
    this.after = after;
    this.start = start;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> after() {
    return after;
  }

  @Override
  public void start() {
    start.run();
    alive = true;
  }

  @Override
  public void stop() {}

  @Override
  public void kill() {}

  @Override
  public boolean isAlive() {
    return alive;
  }

  @Override
  public PlatformState.Entry entry() {
    return new PlatformState.Entry(name, 1, "127.0.0.1:1", "", name + ".log");
  }
}
