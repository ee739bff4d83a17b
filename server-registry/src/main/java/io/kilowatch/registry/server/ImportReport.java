package io.kilowatch.registry.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kilowatch.base.problem.FieldProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each row of an import. */
record ImportReport(boolean dryRun, long accepted, long rejected, List<Row> rows) {

  static ImportReport of(boolean dryRun, List<Row> rows) {
    long rejected = rows.stream().filter(row -> !row.errors().isEmpty()).count();
    return new ImportReport(dryRun, rows.size() - rejected, rejected, List.copyOf(rows));
  }

  /**
   * One row.
   *
   * @param line of the table where it begins, the header being line 1
   * @param result {@code registered}, {@code valid} (of a dry run) or {@code rejected}
   * @param ingestKey shown here and never again
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      long line,
      String name,
      String result,
      @Nullable String serverId,
      @Nullable String ingestKey,
      List<FieldProblem> errors) {

    static Row registered(long line, String name, String serverId, String ingestKey) {
      return new Row(line, name, "registered", serverId, ingestKey, List.of());
    }

    static Row valid(long line, String name) {
      return new Row(line, name, "valid", null, null, List.of());
    }

    static Row rejected(long line, String name, List<FieldProblem> errors) {
      return new Row(line, name, "rejected", null, null, errors);
    }
  }
}
