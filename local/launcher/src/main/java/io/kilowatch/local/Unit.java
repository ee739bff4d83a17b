package io.kilowatch.local;

import java.util.List;

/**
 * One process of the platform: how it is started and stopped, and which others must be ready
 * before.
 */
interface Unit {
  String name();

  /** Names of the units that must be ready first. */
  List<String> after();

  /** Starts it, or starts it again, and returns when it is ready. */
  void start();

  void stop();

  void kill();

  boolean isAlive();

  /** As the state file has it; only of a unit that was started. */
  PlatformState.Entry entry();
}
