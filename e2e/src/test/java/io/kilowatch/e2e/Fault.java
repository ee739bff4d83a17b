package io.kilowatch.e2e;

/** Something bad that happens in the middle of a stream; returns when it is over. */
interface Fault {
  void strike() throws Exception;
}
