package io.kilowatch.packager.batch;

/** Says that the store did not take a batch, which it may take later. */
final class StoreAwayException extends Exception {

  private final transient Batch batch;

  StoreAwayException(Batch batch, Throwable cause) {
    super("the store did not take a batch: " + cause, cause);
    this.batch = batch;
  }

  /** What it did not take. */
  Batch batch() {
    return batch;
  }
}
