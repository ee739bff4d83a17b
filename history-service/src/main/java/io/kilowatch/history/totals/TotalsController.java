package io.kilowatch.history.totals;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.web.Subjects;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Energy, emissions and cost of one server. */
@RestController
final class TotalsController {

  private final Subjects subjects;
  private final Accounting accounting;
  private final Clock clock;

  TotalsController(Subjects subjects, Accounting accounting, Clock clock) {
    this.subjects = subjects;
    this.accounting = accounting;
    this.clock = clock;
  }

  @GetMapping("/api/v1/history/servers/{id}/totals")
  @Operation(
      summary = "Energy, emissions and cost of a server, by hour, day or month",
      description =
          "Each reading holds until the next, the last one until the end of the range, each at most"
              + " the metric's greatest gap, and none into the future.")
  ServerTotals totals(
      @PathVariable String id,
      @Parameter(description = TimeRange.FROM) @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = TimeRange.TO) @RequestParam(required = false) @Nullable String to,
      @RequestParam(defaultValue = "day") String bucket,
      @RequestParam(defaultValue = "UTC") String zone) {
    ServerEntry server = subjects.server(id);
    BucketCalendar calendar = BucketCalendar.parse(bucket, zone);
    List<TimeRange> ranges = calendar.cut(calendar.unit().check(TimeRange.parse(from, to, clock)));
    List<Account> accounts = accounting.accounts(server, ranges);
    return new ServerTotals(id, bucket, zone, Bucket.of(ranges, accounts), Bucket.total(accounts));
  }
}
