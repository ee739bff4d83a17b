package io.kilowatch.history.web;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.ServerEntry;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds what a request names; retired servers count, their history stays. */
@Component
public final class Subjects {

  private static final Duration UNTIL_LOADED = Duration.ofSeconds(2);
  private static final String METRICS =
      Arrays.stream(Metric.values()).map(Metric::wireName).collect(Collectors.joining(", "));

  private final Directory directory;

  Subjects(Directory directory) {
    this.directory = directory;
  }

  /**
   * The series of a server and a metric.
   *
   * @throws ProblemException 400 or 404 where there is none
   */
  public Subject find(String serverId, String metric) {
    return new Subject(
        server(serverId),
        Metric.ofWireName(metric)
            .orElseThrow(() -> ProblemException.badRequest("metric", "must be one of " + METRICS)));
  }

  public ServerEntry server(String id) {
    return loaded().server(id).orElseThrow(() -> ProblemException.notFound("such server"));
  }

  /** The directory, once the registry has filled it. */
  public Directory loaded() {
    if (!directory.loaded()) {
      throw ProblemException.unavailable(
          "The registry has not answered yet, so no server is known here.", UNTIL_LOADED);
    }
    return directory;
  }
}
