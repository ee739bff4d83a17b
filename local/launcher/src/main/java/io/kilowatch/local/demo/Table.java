package io.kilowatch.local.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads our own resources: comma-separated without quotes, a header line, comments behind a hash.
 */
final class Table {
  private Table() {}

  static List<Map<String, String>> read(String resource) throws IOException {
    try (var stream = Objects.requireNonNull(Table.class.getResourceAsStream(resource), resource)) {
      List<String[]> lines =
          new String(stream.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.split(",", -1))
              .toList();
      List<Map<String, String>> rows = new ArrayList<>();
      for (String[] cells : lines.subList(1, lines.size())) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int column = 0; column < cells.length; column++) {
          row.put(lines.getFirst()[column], cells[column]);
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
