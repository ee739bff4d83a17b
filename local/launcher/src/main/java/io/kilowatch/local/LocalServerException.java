package io.kilowatch.local;

/** A local server that did not start or stop as asked; the message carries the end of its log. */
public final class LocalServerException extends RuntimeException {
  public LocalServerException(String message) {
    super(message);
  }

  public LocalServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
