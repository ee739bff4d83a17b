package io.kilowatch.ingestion.batch;

import io.kilowatch.contracts.reading.ReadingRun;

/** What a run takes in memory, roughly, until its batch is confirmed. */
final class RunBytes {

  /** Record, arrays' headers, places in lists, and its share of the encoded strings. */
  private static final int OVERHEAD = 160;

  /** A timestamp and a value, once in the run and once encoded. */
  private static final int PER_READING = 32;

  private RunBytes() {}

  static long of(ReadingRun run) {
    return OVERHEAD + (long) PER_READING * run.size();
  }
}
