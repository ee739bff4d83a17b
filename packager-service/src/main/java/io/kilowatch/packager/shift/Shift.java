package io.kilowatch.packager.shift;

import com.rabbitmq.client.Connection;
import io.kilowatch.packager.store.Store;

/** Work on one connection, from when store and broker are there until one of them goes away. */
public interface Shift {

  /** What it does, for logs, metrics and health. */
  String name();

  /**
   * Returns when the store takes what this shift writes.
   *
   * @throws Exception if it does not
   */
  void probe(Store store) throws Exception;

  /**
   * Works until it is interrupted.
   *
   * @param progress to be told of success, after which failures are waited for from the start again
   * @throws Exception when store or broker went away; the broker has everything back then that was
   *     not finished
   */
  void work(Connection connection, Store store, Backoff progress) throws Exception;
}
