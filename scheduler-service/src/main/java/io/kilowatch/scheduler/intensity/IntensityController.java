package io.kilowatch.scheduler.intensity;

import io.kilowatch.base.input.TextBody;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.scheduler.intensity.IntensityAnswer.Hour;
import io.kilowatch.scheduler.intensity.electricitymaps.Collector;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Carbon intensities over HTTP: everybody who is signed in sees them, administrators bring them.
 */
@RestController
@RequestMapping("/api/v1/intensity/{zone}")
class IntensityController {

  private static final Duration LONGEST = Duration.ofDays(92);
  private static final Duration BEFORE = Duration.ofDays(1);
  private static final Duration AHEAD = Duration.ofDays(2);
  private static final int MOST_KIBIBYTES = 1024;

  private final Outlooks outlooks;
  private final GridZones zones;
  private final IntensityHistory history;
  private final Collector collector;
  private final IntensityImport imports;
  private final Clock clock;

  IntensityController(
      Outlooks outlooks,
      GridZones zones,
      IntensityHistory history,
      Collector collector,
      IntensityImport imports,
      Clock clock) {
    this.outlooks = outlooks;
    this.zones = zones;
    this.history = history;
    this.collector = collector;
    this.imports = imports;
    this.clock = clock;
  }

  @GetMapping
  @Operation(
      summary = "Observed and forecast carbon intensity of a grid zone, by hour",
      description =
          "An hour is what was observed, else what is expected of it (up to seven days after the"
              + " last observation), else what a profile says. At most 92 days at a time.")
  IntensityAnswer intensity(
      @PathVariable String zone,
      @Parameter(
              description =
                  "Start: RFC 3339 or milliseconds since 1970; without it, 24 hours before now, or"
                      + " before the end if that is given")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(
              description =
                  "End, exclusive: RFC 3339 or milliseconds since 1970; without it, 48 hours from"
                      + " now")
          @RequestParam(required = false)
          @Nullable String to) {
    zones.requireKnown(zone);
    TimeRange range = range(from, to);
    Instant observedUntil = outlooks.zone(zone).map(ZoneOutlook::observedUntil).orElse(null);
    List<Hour> hours =
        history.outlook(zone, range.from(), range.to()).stream().map(Hour::of).toList();
    return new IntensityAnswer(
        zone, IntensityAnswer.UNIT, observedUntil, notice(zone, observedUntil), hours);
  }

  private TimeRange range(@Nullable String from, @Nullable String to) {
    Instant now = clock.instant();
    String end = to == null ? now.plus(AHEAD).toString() : to;
    String start = from == null && to == null ? now.minus(BEFORE).toString() : from;
    return TimeRange.parse(start, end, clock).atMost(LONGEST, "92 days");
  }

  private @Nullable String notice(String zone, @Nullable Instant observedUntil) {
    String trouble = collector.trouble(zone).map(reason -> " " + reason + ".").orElse("");
    if (observedUntil == null) {
      return "Nothing was observed in this zone: the figures are a profile, no measurement."
          + trouble;
    }
    boolean recent = observedUntil.isAfter(clock.instant().minus(BEFORE));
    return recent && trouble.isEmpty()
        ? null
        : "Nothing was observed after " + observedUntil + "." + trouble;
  }

  @PostMapping(consumes = "text/csv")
  @Operation(
      summary = "Takes observed carbon intensities from a table",
      description =
          "Nothing is written while a row is bad, unless skipBad says so. What is imported takes"
              + " the place of what other sources said.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              description =
                  "Columns: datetime (RFC 3339, a full hour), gCO2eq/kWh (0 to 5000); at most 1"
                      + " MiB and 20,000 rows",
              content = @Content(mediaType = "text/csv", schema = @Schema(type = "string"))))
  @PreAuthorize("hasRole('ADMIN')")
  ImportReport importTable(
      CurrentUser actor,
      @PathVariable String zone,
      InputStream body,
      @Parameter(description = "Only says what would become of the rows")
          @RequestParam(defaultValue = "false")
          boolean dryRun,
      @Parameter(description = "Writes the good rows though others are bad")
          @RequestParam(defaultValue = "false")
          boolean skipBad)
      throws IOException {
    GridZones.requireZoneId(zone);
    return imports.run(actor, zone, TextBody.read(body, MOST_KIBIBYTES), dryRun, skipBad);
  }
}
