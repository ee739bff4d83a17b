package io.kilowatch.benchmarks.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A plain CSV file without quotes. */
record Table(List<String> header, List<String[]> rows) {

  static Table read(Path csv) throws IOException {
    List<String[]> lines =
        Files.readAllLines(csv).stream()
            .filter(line -> !line.isBlank())
            .map(line -> line.split(",", -1))
            .toList();
    if (lines.size() < 2) {
      throw new IllegalArgumentException(csv + " has no rows");
    }
    List<String> header = Arrays.asList(lines.getFirst());
    lines.forEach(line -> {
      if (line.length != header.size()) {
        throw new IllegalArgumentException(csv + ": a row has other cells than the header");
      }
    });
    return new Table(header, lines.subList(1, lines.size()));
  }
}
