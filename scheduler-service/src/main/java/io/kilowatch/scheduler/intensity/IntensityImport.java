package io.kilowatch.scheduler.intensity;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.scheduler.intensity.observed.ObservedStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes tables of observed intensities. */
@Component
class IntensityImport {

  /** More would be read by nobody. */
  private static final int MOST_PROBLEMS = 100;

  private final ObservedStore store;
  private final AuditTrail audit;
  private final Clock clock;

  IntensityImport(ObservedStore store, AuditTrail audit, Clock clock) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Takes a table.
   *
   * @throws ProblemException 400 that names what is wrong with the first bad rows, if there are any
   *     and they are neither to be skipped nor only to be reported
   */
  ImportReport run(CurrentUser actor, String zone, String csv, boolean dryRun, boolean skipBad) {
    IntensityTable table = IntensityTable.read(csv, clock.instant());
    if (!dryRun && !skipBad && !table.rejected().isEmpty()) {
      throw ProblemException.badRequest(problems(table.rejected()));
    }
    int changed = dryRun ? 0 : store.keep(zone, table.observations());
    if (changed > 0) {
      audit.record(actor, "intensity.imported", zone, Map.of("hours", Integer.toString(changed)));
    }
    return new ImportReport(
        dryRun,
        table.observations().size(),
        table.rejected().size(),
        changed,
        table.rejected().stream().limit(MOST_PROBLEMS).toList());
  }

  private static List<FieldProblem> problems(List<ImportReport.Row> rows) {
    return rows.stream()
        .flatMap(row ->
            row.errors().stream()
                .map(problem ->
                    new FieldProblem(
                        "line " + row.line() + ": " + problem.field(), problem.reason())))
        .limit(MOST_PROBLEMS)
        .toList();
  }
}
