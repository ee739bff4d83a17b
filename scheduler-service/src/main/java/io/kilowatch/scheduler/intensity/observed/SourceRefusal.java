package io.kilowatch.scheduler.intensity.observed;

import java.time.Duration;

/** A source that was asked and did not say. */
public class SourceRefusal extends RuntimeException {

  private final Duration askLater;

  /**
   * Says why, as somebody reads it who looks at the zone.
   *
   * @param askLater how long it is no use to ask again
   */
  public SourceRefusal(String reason, Duration askLater) {
    super(reason);
    this.askLater = askLater;
  }

  public Duration askLater() {
    return askLater;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
