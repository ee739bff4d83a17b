package io.kilowatch.packager.batch;

import io.kilowatch.contracts.reading.ReadingRun;
import java.util.List;

/** A delivery taken apart: what can be stored, and what never can. */
record Sorted(List<ReadingRun> good, List<Reject> rejects) {}
