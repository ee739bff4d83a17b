package io.kilowatch.local;

/**
 * An AMQP 0-9-1 broker of one's own, which a test may kill and start again on the same data and
 * port.
 */
public interface Broker extends AutoCloseable {
  /** {@code amqp://user:password@127.0.0.1:port/vhost}. */
  String uri();

  /** SIGKILL: what the broker had not written is gone. */
  void kill();

  /** SIGSTOP: connections stay open and nothing answers. */
  void pause();

  void resume();

  /** Stops it where it still runs, then starts it on the same data and port. */
  void restart();

  @Override
  void close();
}
