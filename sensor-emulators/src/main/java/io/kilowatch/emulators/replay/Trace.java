package io.kilowatch.emulators.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Utilisation of a few machines over time: a CSV file with a column of times, {@code
 * offset_seconds} or {@code timestamp_utc}, and then one column of loads from 0 to 1 for each
 * machine.
 */
final class Trace {

  private static final String OFFSET = "offset_seconds";
  private static final String TIMESTAMP = "timestamp_utc";

  private final @Nullable Instant start;
  private final long[] offsetMillis;
  private final double[][] rows;

  private Trace(@Nullable Instant start, long[] offsetMillis, double[][] rows) {
    this.start = start;
    this.offsetMillis = offsetMillis;
    this.rows = rows;
  }

  /**
   * Reads a file whole.
   *
   * @throws IllegalArgumentException when it is no such file; the message names the line
   */
  static Trace read(Path csv) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(csv)) {
      String header = reader.readLine();
      String[] names = header == null ? new String[0] : header.split(",", -1);
      if (names.length < 2 || !(names[0].equals(OFFSET) || names[0].equals(TIMESTAMP))) {
        throw problem(1, "expected " + OFFSET + " or " + TIMESTAMP + ", then columns of loads");
      }
      return read(reader, names[0].equals(TIMESTAMP), names.length);
    }
  }

  private static Trace read(BufferedReader reader, boolean timestamps, int cells)
      throws IOException {
    List<Long> times = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      int lineNumber = rows.size() + 2;
      String[] row = line.split(",", -1);
      if (row.length != cells) {
        throw problem(lineNumber, "expected " + cells + " cells");
      }
      times.add(time(lineNumber, row[0], timestamps));
      if (times.size() > 1 && times.getLast() <= times.get(times.size() - 2)) {
        throw problem(lineNumber, "expected a time after the one above");
      }
      rows.add(loads(lineNumber, row));
    }
    if (rows.size() < 2) {
      throw problem(rows.size() + 1, "expected at least two rows");
    }
    long first = times.getFirst();
    return new Trace(
        timestamps ? Instant.ofEpochMilli(first) : null,
        times.stream().mapToLong(time -> time - first).toArray(),
        rows.toArray(double[][]::new));
  }

  private static long time(int lineNumber, String cell, boolean timestamp) {
    try {
      return timestamp
          ? Instant.parse(cell).toEpochMilli()
          : Math.multiplyExact(Long.parseLong(cell), 1000);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw problem(lineNumber, "not a time: " + cell);
    }
  }

  private static double[] loads(int lineNumber, String[] row) {
    return Arrays.stream(row).skip(1).mapToDouble(cell -> load(lineNumber, cell)).toArray();
  }

  private static double load(int lineNumber, String cell) {
    try {
      double load = Double.parseDouble(cell);
      if (load >= 0 && load <= 1) {
        return load;
      }
    } catch (NumberFormatException e) {
      throw problem(lineNumber, "not a number: " + cell);
    }
    throw problem(lineNumber, "not a load from 0 to 1: " + cell);
  }

  private static IllegalArgumentException problem(int line, String reason) {
    return new IllegalArgumentException("line " + line + ": " + reason);
  }

  /** When the trace was taken; null where it has offsets only. */
  @Nullable Instant start() {
    return start;
  }

  int size() {
    return rows.length;
  }

  Duration offset(int row) {
    return Duration.ofMillis(offsetMillis[row]);
  }

  /** Up to the end of the last row, which holds as long as the one before it. */
  Duration length() {
    int last = size() - 1;
    return offset(last).plus(offset(last).minus(offset(last - 1)));
  }

  /** How many rows have begun by this position. */
  int rowsUpTo(Duration position) {
    int found = Arrays.binarySearch(offsetMillis, position.toMillis());
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Any number names a column; there may be more servers than columns. */
  double load(int row, long column) {
    double[] loads = rows[row];
    return loads[(int) Math.floorMod(column, (long) loads.length)];
  }
}
