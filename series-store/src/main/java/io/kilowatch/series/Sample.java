package io.kilowatch.series;

/** One value at one time, without what only the store needs to know of a reading. */
public record Sample(long timestampMillis, double value) {}
