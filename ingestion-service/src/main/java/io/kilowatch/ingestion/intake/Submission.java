package io.kilowatch.ingestion.intake;

import io.kilowatch.ingestion.reading.ReadingRuns;
import org.jspecify.annotations.Nullable;

/** Readings as a transport has them before they are read. */
public interface Submission extends AutoCloseable {

  /** The ingest key that came with it, as it came; null for none. */
  @Nullable String presentedKey();

  /** Takes in what the client still has to send; the readings count as received after it. */
  void receive();

  /** Hands each reading in. */
  void decode(ReadingRuns into);

  /** Gives up what {@link #receive} took in. */
  @Override
  void close();
}
