package io.kilowatch.emulators.replay;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What to replay.
 *
 * @param file name of a file in the trace directory
 * @param speed trace seconds for each second; 1 if absent
 * @param timestamps {@code now} if absent
 * @param start when the trace's first row was, for original timestamps of a trace with offsets only
 */
record ReplayRequest(
    @Nullable String file,
    @Nullable Double speed,
    @Nullable Timestamps timestamps,
    @Nullable OffsetDateTime start) {}
