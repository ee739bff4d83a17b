package io.kilowatch.ingestion.reading;

/**
 * A reading that was not taken.
 *
 * @param index position in the request, from 0
 * @param detail what its sender is told
 */
public record Rejection(int index, RejectReason reason, String detail) {}
