package io.kilowatch.history.totals;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.contracts.history.MeasuredTotals;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.web.Subjects;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The same totals as people get, in one sum, for other services. */
@RestController
final class MeasuredController {

  private final Subjects subjects;
  private final Accounting accounting;
  private final Clock clock;

  MeasuredController(Subjects subjects, Accounting accounting, Clock clock) {
    this.subjects = subjects;
    this.accounting = accounting;
    this.clock = clock;
  }

  @GetMapping("/internal/v1/servers/{id}/totals")
  MeasuredTotals totals(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    ServerEntry server = subjects.server(id);
    TimeRange range = TimeRange.parse(from, to, clock);
    Totals totals = Bucket.total(accounting.accounts(server, List.of(range)));
    return new MeasuredTotals(
        totals.energyKwh(),
        totals.emissionsGrams(),
        totals.cost(),
        totals.currency(),
        totals.coverage(),
        totals.origins());
  }
}
