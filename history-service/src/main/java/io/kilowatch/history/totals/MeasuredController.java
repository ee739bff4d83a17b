package io.kilowatch.history.totals;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.history.MeasuredTotals;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.web.Subjects;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The same totals as people get, for other services. */
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

  /**
   * Of each stretch between two of these times.
   *
   * @param at in order, as RFC 3339 or milliseconds since 1970
   */
  @GetMapping("/internal/v1/servers/{id}/totals")
  List<MeasuredTotals> totals(@PathVariable String id, @RequestParam List<String> at) {
    ServerEntry server = subjects.server(id);
    List<TimeRange> stretches =
        IntStream.range(1, at.size())
            .mapToObj(end -> TimeRange.parse(at.get(end - 1), at.get(end), clock))
            .toList();
    if (stretches.isEmpty()) {
      throw ProblemException.badRequest("at", "must be two times or more");
    }
    return accounting.accounts(server, stretches).stream()
        .map(Account::totals)
        .map(MeasuredController::measured)
        .toList();
  }

  private static MeasuredTotals measured(Totals totals) {
    return new MeasuredTotals(
        totals.energyKwh(),
        totals.emissionsGrams(),
        totals.cost(),
        totals.currency(),
        totals.coverage(),
        totals.origins());
  }
}
