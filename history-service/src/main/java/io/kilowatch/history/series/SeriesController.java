package io.kilowatch.history.series;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.history.web.CsvDownload;
import io.kilowatch.history.web.IsoMillis;
import io.kilowatch.history.web.Subject;
import io.kilowatch.history.web.Subjects;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One series in at most so many points. */
@RestController
@RequestMapping("/api/v1/history/servers/{id}")
final class SeriesController {

  private static final int MOST_POINTS = 10_000;
  private static final String DEFAULT_POINTS = "800";

  private final Subjects subjects;
  private final SeriesQuery query;
  private final Clock clock;

  SeriesController(Subjects subjects, SeriesQuery query, Clock clock) {
    this.subjects = subjects;
    this.query = query;
    this.clock = clock;
  }

  @GetMapping("/series")
  @Operation(
      summary = "A series in at most so many points",
      description =
          "Least, mean and greatest reading of each interval. The mean weighs each reading the"
              + " same. An interval without readings has no point.")
  Series series(
      @PathVariable String id,
      @RequestParam String metric,
      @Parameter(description = TimeRange.FROM) @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = TimeRange.TO) @RequestParam(required = false) @Nullable String to,
      @RequestParam(defaultValue = DEFAULT_POINTS) int points) {
    Subject subject = subjects.find(id, metric);
    return query.read(subject, TimeRange.parse(from, to, clock), checked(points));
  }

  @GetMapping(path = "/series.csv", produces = "text/csv")
  @Operation(summary = "A series in at most so many points as CSV")
  void csv(
      @PathVariable String id,
      @RequestParam String metric,
      @Parameter(description = TimeRange.FROM) @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = TimeRange.TO) @RequestParam(required = false) @Nullable String to,
      @RequestParam(defaultValue = DEFAULT_POINTS) int points,
      HttpServletResponse response)
      throws IOException {
    Subject subject = subjects.find(id, metric);
    Series series = query.read(subject, TimeRange.parse(from, to, clock), checked(points));
    CsvDownload.send(
        response,
        subject.server().name() + "-" + metric + "-series.csv",
        csv -> {
          String unit = " (" + series.unit() + ")";
          csv.cell("start").cell("min" + unit).cell("mean" + unit).cell("max" + unit).endRow();
          for (Point point : series.points()) {
            csv.cell(IsoMillis.of(point.epochMillis()))
                .cell(point.min())
                .cell(point.mean())
                .cell(point.max())
                .endRow();
          }
        });
  }

  private static int checked(int points) {
    if (points < 1 || points > MOST_POINTS) {
      throw ProblemException.badRequest("points", "must be from 1 to " + MOST_POINTS);
    }
    return points;
  }
}
