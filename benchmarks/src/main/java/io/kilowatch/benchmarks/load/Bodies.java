package io.kilowatch.benchmarks.load;

/** Writes the readings from one number on into a request. */
public interface Bodies {

  /** Readings from {@code first} on; how many they are is fixed. */
  void write(long first, RequestBytes body);

  int readings();
}
