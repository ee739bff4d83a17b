package io.kilowatch.emulators.delivery;

import java.time.Duration;

/** What came of handing a batch to ingestion. */
sealed interface IngestionAnswer {

  /** Ingestion has what it accepted; what it rejected never gets in. */
  record Delivered(int accepted, int rejected, String firstReason) implements IngestionAnswer {}

  /** Nothing of the batch can be accepted, now or later. */
  record Refused(String reason) implements IngestionAnswer {}

  /** The outcome is unknown or a later attempt may succeed; the same batch again is safe. */
  record TryAgain(String reason, Duration after) implements IngestionAnswer {}
}
