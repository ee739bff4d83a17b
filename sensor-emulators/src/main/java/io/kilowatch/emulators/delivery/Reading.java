package io.kilowatch.emulators.delivery;

/**
 * One reading as ingestion takes it.
 *
 * @param timestamp epoch milliseconds
 */
public record Reading(String serverId, String metric, long timestamp, double value) {}
