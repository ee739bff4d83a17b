package io.kilowatch.ingestion.refusal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Nothing of a request was taken, or nobody knows whether it was.
 *
 * <p>Without a stack trace: under overload refusals are the cheapest thing this service does.
 */
public class Refusal extends RuntimeException {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final RefusalCause why;
  private final @Nullable Duration retryAfter;

  public Refusal(RefusalCause why, String detail) {
    this(why, detail, why.status() == 503 ? SOON : null);
  }

  public Refusal(RefusalCause why, String detail, @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.why = why;
    this.retryAfter = retryAfter;
  }

  /** The broker may or may not have the readings. */
  public static Refusal outcomeUnknown(String reason) {
    return new Refusal(
        RefusalCause.OUTCOME_UNKNOWN, reason + "; the outcome is unknown, sending again is safe");
  }

  public RefusalCause why() {
    return why;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  /** When to come back; null where coming back with the same changes nothing. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
