package io.kilowatch.history.reading;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.history.web.CsvDownload;
import io.kilowatch.history.web.IsoMillis;
import io.kilowatch.history.web.Subject;
import io.kilowatch.history.web.Subjects;
import io.kilowatch.series.Readings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Raw readings of one series, each timestamp once. */
@RestController
@RequestMapping("/api/v1/history/servers/{id}")
final class ReadingsController {

  private final Subjects subjects;
  private final ReadingPages pages;
  private final SeriesSource source;
  private final Clock clock;

  ReadingsController(Subjects subjects, ReadingPages pages, SeriesSource source, Clock clock) {
    this.subjects = subjects;
    this.pages = pages;
    this.source = source;
    this.clock = clock;
  }

  @GetMapping("/readings")
  @Operation(summary = "Raw readings, oldest or newest first")
  Page<Reading> page(
      @PathVariable String id,
      @RequestParam String metric,
      @Parameter(description = TimeRange.FROM) @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = TimeRange.TO) @RequestParam(required = false) @Nullable String to,
      @Parameter(description = "asc: oldest first; desc: newest first")
          @RequestParam(defaultValue = ReadingOrder.ASCENDING)
          String order,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Subject subject = subjects.find(id, metric);
    return pages.page(
        subject.key(),
        TimeRange.parse(from, to, clock),
        ReadingOrder.parse(order),
        PageLimit.of(limit),
        cursor);
  }

  @GetMapping(path = "/readings.csv", produces = "text/csv")
  @Operation(summary = "All raw readings of a range as CSV, streamed")
  void csv(
      @PathVariable String id,
      @RequestParam String metric,
      @Parameter(description = TimeRange.FROM) @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = TimeRange.TO) @RequestParam(required = false) @Nullable String to,
      HttpServletResponse response)
      throws IOException {
    Subject subject = subjects.find(id, metric);
    TimeRange range = TimeRange.parse(from, to, clock);
    CsvDownload.send(
        response,
        subject.server().name() + "-" + metric + "-readings.csv",
        csv -> {
          csv.cell("timestamp")
              .cell(metric + " (" + subject.metric().unit() + ")")
              .cell("origin")
              .endRow();
          source.read(
              subject.key(),
              range.from(),
              range.to(),
              hour -> {
                append(hour, csv);
                return true;
              });
        });
  }

  private static void append(Readings hour, CsvDownload csv) {
    for (int i = 0; i < hour.size(); i++) {
      csv.cell(IsoMillis.of(hour.timestampMillis(i)))
          .cell(hour.value(i))
          .cell(hour.origin(i).name().toLowerCase(Locale.ROOT))
          .endRow();
    }
  }
}
