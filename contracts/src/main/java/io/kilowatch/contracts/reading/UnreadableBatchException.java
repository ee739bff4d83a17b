package io.kilowatch.contracts.reading;

/** Says why a message body is no reading batch of a version that is known here. */
public final class UnreadableBatchException extends RuntimeException {

  public UnreadableBatchException(String message) {
    super(message);
  }
}
