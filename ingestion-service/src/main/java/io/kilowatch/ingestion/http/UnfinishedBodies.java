package io.kilowatch.ingestion.http;

import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What clients are told whose bodies do not come to their end. Nothing of such a body is taken.
 *
 * <p>A server that stops closes connections under the bodies that are still on their way, and lets
 * their readers answer all the same: that is not the client's doing.
 */
@Component
public final class UnfinishedBodies {

  private volatile boolean stopping;

  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
  }

  /**
   * Whether the reading of a body failed for want of more, rather than for what has come. Of a
   * service that stops, any failure may be one.
   */
  public boolean isIn(Throwable failure) {
    return stopping || isLate(failure);
  }

  /** The refusal for what the reading of a body failed with. */
  public Refusal refusal(Throwable failure) {
    if (stopping) {
      return Refusal.outcomeUnknown("the service is stopping");
    }
    return isLate(failure)
        ? new Refusal(
            RefusalCause.BODY_LATE,
            "the body stopped coming; nothing of it was taken, sending again is safe")
        : new Refusal(RefusalCause.MALFORMED_BODY, "the body ended before its announced end");
  }

  private static boolean isLate(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(TimeoutException.class::isInstance);
  }
}
