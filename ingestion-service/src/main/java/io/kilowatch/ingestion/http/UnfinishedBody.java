package io.kilowatch.ingestion.http;

import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What a client is told whose body did not come to its end. Nothing of it is taken. */
public final class UnfinishedBody {

  private UnfinishedBody() {}

  /** Whether it failed because nothing more came for too long. */
  public static boolean isLate(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(TimeoutException.class::isInstance);
  }

  /** The refusal for what the reading of a body failed with. */
  public static Refusal refusal(Throwable failure) {
    return isLate(failure)
        ? new Refusal(
            RefusalCause.BODY_LATE,
            "the body stopped coming; nothing of it was taken, sending again is safe")
        : new Refusal(RefusalCause.MALFORMED_BODY, "the body ended before its announced end");
  }
}
