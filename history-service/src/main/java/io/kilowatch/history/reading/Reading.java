package io.kilowatch.history.reading;

import io.kilowatch.history.web.UtcMillis;
import java.time.Instant;

/** One stored reading, as a page shows it. */
record Reading(@UtcMillis Instant timestamp, double value) {}
