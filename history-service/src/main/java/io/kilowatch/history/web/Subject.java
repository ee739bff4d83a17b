package io.kilowatch.history.web;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.series.SeriesKey;

/** The series that somebody asks about. */
public record Subject(ServerEntry server, Metric metric) {

  public SeriesKey key() {
    return new SeriesKey(server.id(), metric.wireName());
  }
}
