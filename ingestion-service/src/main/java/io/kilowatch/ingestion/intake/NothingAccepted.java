package io.kilowatch.ingestion.intake;

import io.kilowatch.ingestion.reading.Rejection;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.util.List;

/** Every reading of a request was rejected. */
public final class NothingAccepted extends Refusal {

  private final transient List<Rejection> rejections;

  NothingAccepted(int rejected, List<Rejection> rejections) {
    super(
        RefusalCause.NOTHING_ACCEPTED,
        rejected == 0
            ? "there is no reading in the request"
            : "none of the " + rejected + " readings could be taken");
    this.rejections = List.copyOf(rejections);
  }

  /** The first of the readings. */
  public List<Rejection> rejections() {
    return rejections;
  }
}
