package io.kilowatch.benchmarks.scheduler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A line of a CSV file without quotes, its fields by the names in the file's first line. */
record CsvRow(Path file, int line, List<String> columns, List<String> fields) {

  static List<CsvRow> all(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2) {
      throw new IOException(file + " has no rows");
    }
    List<String> columns = List.of(lines.getFirst().split(",", -1));
    List<CsvRow> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        rows.add(new CsvRow(file, i + 1, columns, List.of(lines.get(i).split(",", -1))));
      }
    }
    return rows;
  }

  String text(String column) {
    int index = columns.indexOf(column);
    if (index < 0 || index >= fields.size()) {
      throw new IllegalArgumentException(file + ":" + line + " has no " + column);
    }
    return fields.get(index);
  }

  int integer(String column) {
    return parsed(column, "a whole number", Integer::valueOf);
  }

  double number(String column) {
    return parsed(column, "a number", Double::valueOf);
  }

  long time(String column) {
    return parsed(column, "a time as 2022-10-06T22:00:00Z", Instant::parse).getEpochSecond();
  }

  private <T> T parsed(String column, String kind, Function<String, T> parser) {
    String text = text(column);
    try {
      return parser.apply(text);
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s:%d: %s is not %s: %s".formatted(file, line, column, kind, text), e);
    }
  }

  /** The words of a field that has any number of them. */
  Set<String> words(String column) {
    String text = text(column).strip();
    return text.isEmpty() ? Set.of() : Set.of(text.split("[;| ]+"));
  }
}
