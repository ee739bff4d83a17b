package io.kilowatch.series;

/** Names one series: what one server's sensor of one metric has measured. */
public record SeriesKey(String serverId, String metric) {}
