package io.kilowatch.series.codec;

/** Says why a payload is no segment of a version that is known here. */
public final class UnreadableSegmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableSegmentException(String message) {
    super(message);
  }

  public UnreadableSegmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
