package io.kilowatch.packager.deadletter;

import java.time.Instant;

/** A reading as an administrator sees it. */
record ReadingView(String serverId, String metric, Instant timestamp, double value) {}
