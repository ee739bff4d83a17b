package io.kilowatch.scheduler.intensity;

import io.kilowatch.base.problem.FieldProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What became of an import.
 *
 * @param accepted rows that are good
 * @param rejected rows that are not
 * @param changed hours that are otherwise than before; 0 of a dry run
 * @param rows those that were rejected
 */
@Schema(name = "IntensityImportReport")
record ImportReport(boolean dryRun, int accepted, int rejected, int changed, List<Row> rows) {

  /**
   * A row that was rejected.
   *
   * @param line of the table, the header being line 1
   */
  @Schema(name = "IntensityImportRow")
  record Row(long line, List<FieldProblem> errors) {}
}
