package io.kilowatch.base.carbon;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hourly intensities of a CSV file: a header {@code timestamp_utc,<zone>,<zone>,...}, then one row
 * for each hour without gaps.
 *
 * <p>Outside the file's time the same hour of the same day in the nearest year that the file covers
 * stands in (29 February becomes the 28th), so a profile of 2022 and 2023 also shapes today. Where
 * the file is shorter than a year, its whole days repeat.
 */
final class HourlyIntensity implements CarbonIntensity {

  private static final long HOUR_SECONDS = 3600;
  private static final int DAY_HOURS = 24;

  private final long firstHour;
  private final int hours;
  private final Map<String, double[]> zones;

  private HourlyIntensity(long firstHour, int hours, Map<String, double[]> zones) {
    this.firstHour = firstHour;
    this.hours = hours;
    this.zones = zones;
  }

  static HourlyIntensity read(Path csv) {
    try (BufferedReader reader = Files.newBufferedReader(csv)) {
      String header = reader.readLine();
      if (header == null) {
        throw problem(csv, 1, "the file is empty");
      }
      return read(csv, header.split(",", -1), reader);
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read the intensity file " + csv + ": " + e, e);
    }
  }

  private static HourlyIntensity read(Path csv, String[] header, BufferedReader reader)
      throws IOException {
    if (header.length < 2 || !header[0].strip().equals("timestamp_utc")) {
      throw problem(csv, 1, "expected timestamp_utc,<zone>,...");
    }
    List<double[]> rows = new ArrayList<>();
    long firstHour = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      int lineNumber = rows.size() + 2;
      String[] cells = line.split(",", -1);
      if (cells.length != header.length) {
        throw problem(csv, lineNumber, "expected " + header.length + " cells");
      }
      long hour = hour(csv, lineNumber, cells[0]);
      firstHour = rows.isEmpty() ? hour : firstHour;
      if (hour != firstHour + rows.size()) {
        throw problem(csv, lineNumber, "expected the hour that follows the row above");
      }
      rows.add(values(csv, lineNumber, cells));
    }
    if (rows.size() < DAY_HOURS) {
      throw problem(csv, rows.size() + 1, "expected at least one whole day");
    }
    return new HourlyIntensity(firstHour, rows.size(), columns(header, rows));
  }

  private static long hour(Path csv, int lineNumber, String cell) {
    try {
      long seconds = Instant.parse(cell.strip()).getEpochSecond();
      if (seconds % HOUR_SECONDS == 0) {
        return seconds / HOUR_SECONDS;
      }
    } catch (DateTimeException e) {
      throw problem(csv, lineNumber, "not a UTC timestamp: " + cell);
    }
    throw problem(csv, lineNumber, "not a full hour: " + cell);
  }

  private static double[] values(Path csv, int lineNumber, String[] cells) {
    double[] values = new double[cells.length - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(csv, lineNumber, cells[i + 1]);
    }
    return values;
  }

  private static double value(Path csv, int lineNumber, String cell) {
    try {
      double value = Double.parseDouble(cell.strip());
      if (Double.isFinite(value) && value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw problem(csv, lineNumber, "not a number: '" + cell + "'");
    }
    throw problem(csv, lineNumber, "not a finite number of at least 0: " + cell);
  }

  private static Map<String, double[]> columns(String[] header, List<double[]> rows) {
    Map<String, double[]> zones = new LinkedHashMap<>();
    for (int zone = 1; zone < header.length; zone++) {
      double[] column = new double[rows.size()];
      for (int row = 0; row < column.length; row++) {
        column[row] = rows.get(row)[zone - 1];
      }
      zones.put(header[zone].strip(), column);
    }
    return Map.copyOf(zones);
  }

  private static IllegalArgumentException problem(Path csv, int line, String reason) {
    return new IllegalArgumentException("Intensity file " + csv + ", line " + line + ": " + reason);
  }

  boolean knows(String gridZone) {
    return zones.containsKey(gridZone);
  }

  @Override
  public double gramsPerKwh(String gridZone, Instant at) {
    double[] values = zones.get(gridZone);
    if (values == null) {
      throw new IllegalArgumentException("No such zone in the intensity file: " + gridZone);
    }
    return values[index(at)];
  }

  @Override
  public String basis(String gridZone) {
    return CSV;
  }

  private int index(Instant at) {
    long hour = hourOf(at);
    if (covers(hour)) {
      return (int) (hour - firstHour);
    }
    long shifted = hourOf(inNearestYear(at));
    if (covers(shifted)) {
      return (int) (shifted - firstHour);
    }
    int wholeDays = hours - hours % DAY_HOURS;
    return (int) Math.floorMod(hour - firstHour, (long) wholeDays);
  }

  private Instant inNearestYear(Instant at) {
    long edge = hourOf(at) < firstHour ? firstHour : firstHour + hours - 1;
    int years = at.atZone(ZoneOffset.UTC).getYear() - yearOf(edge);
    Instant shifted = at.atZone(ZoneOffset.UTC).minusYears(years).toInstant();
    if (covers(hourOf(shifted))) {
      return shifted;
    }
    // The edge's year is not whole: its neighbour inside the file is the nearest that has the day.
    long inwards = edge == firstHour ? -1 : 1;
    return at.atZone(ZoneOffset.UTC).minusYears(years + inwards).toInstant();
  }

  private boolean covers(long hour) {
    return hour >= firstHour && hour < firstHour + hours;
  }

  private static int yearOf(long hour) {
    return Instant.ofEpochSecond(hour * HOUR_SECONDS).atZone(ZoneOffset.UTC).getYear();
  }

  private static long hourOf(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
  }
}
