package io.kilowatch.scheduler.intensity;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.scheduler.intensity.observed.Observation;
import io.kilowatch.scheduler.intensity.observed.Source;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * Observed intensities as they are imported.
 *
 * @param observations of the good rows
 * @param rejected the bad rows
 */
record IntensityTable(List<Observation> observations, List<ImportReport.Row> rejected) {

  static final String TIME = "datetime";
  static final String GRAMS = "gCO2eq/kWh";

  private static final int MOST_ROWS = 20_000;
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

  /**
   * Reads a table.
   *
   * @param now hours that begin later can't have been observed
   * @throws ProblemException 400 if it is none with the two columns, 413 if it is too long
   */
  static IntensityTable read(String csv, Instant now) {
    List<CsvRecord> rows = records(csv);
    List<Observation> good = new ArrayList<>();
    List<ImportReport.Row> bad = new ArrayList<>();
    Set<Instant> seen = new HashSet<>();
    for (CsvRecord row : rows.subList(1, rows.size())) {
      FieldChecks checks = new FieldChecks();
      Observation observation = observation(row, now, seen, checks);
      if (checks.failed()) {
        bad.add(new ImportReport.Row(row.getStartingLineNumber(), checks.problems()));
      } else {
        good.add(observation);
      }
    }
    return new IntensityTable(good, bad);
  }

  private static List<CsvRecord> records(String csv) {
    List<CsvRecord> rows;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().allowMissingFields(true).allowExtraFields(true).ofCsvRecord(csv)) {
      rows = reader.stream().limit(MOST_ROWS + 2L).toList();
    } catch (CsvParseException | IOException e) {
      throw ProblemException.badRequest("body", "is not well-formed CSV: " + e.getMessage());
    }
    if (rows.isEmpty() || !isHeader(rows.getFirst())) {
      throw ProblemException.badRequest("body", "must begin with the header " + TIME + "," + GRAMS);
    }
    if (rows.size() == 1) {
      throw ProblemException.badRequest("body", "has no rows");
    }
    if (rows.size() > MOST_ROWS + 1) {
      throw ProblemException.of(
          HttpStatus.CONTENT_TOO_LARGE, "At most " + MOST_ROWS + " rows at a time.");
    }
    return rows;
  }

  private static boolean isHeader(CsvRecord row) {
    return row.getFieldCount() == 2
        && row.getField(0).replace("\uFEFF", "").strip().equalsIgnoreCase(TIME)
        && row.getField(1).strip().equalsIgnoreCase(GRAMS);
  }

  private static Observation observation(
      CsvRecord row, Instant now, Set<Instant> seen, FieldChecks checks) {
    checks.require(row.getFieldCount() == 2, "row", "must have 2 columns");
    Instant hour = hour(row.getField(0), checks);
    checks.require(!hour.isAfter(now), TIME, "is still to come");
    checks.require(!hour.isBefore(EARLIEST), TIME, "must be 1990 or later");
    checks.require(seen.add(hour), TIME, "is that of another row");
    double grams = row.getFieldCount() < 2 ? 0 : grams(row.getField(1), checks);
    return new Observation(hour, grams, Source.IMPORT);
  }

  private static Instant hour(String cell, FieldChecks checks) {
    try {
      Instant time = OffsetDateTime.parse(cell.strip()).toInstant();
      checks.require(
          time.equals(time.truncatedTo(ChronoUnit.HOURS)), TIME, "must be a full hour in UTC");
      return time;
    } catch (DateTimeException e) {
      checks.refuse(TIME, "must be RFC 3339, such as 2026-01-01T00:00:00Z");
      return EARLIEST;
    }
  }

  private static double grams(String cell, FieldChecks checks) {
    try {
      return checks.number(
          GRAMS, Double.valueOf(cell.strip()), 0, Observation.HIGHEST_GRAMS_PER_KWH);
    } catch (NumberFormatException e) {
      checks.refuse(GRAMS, "must be a number");
      return 0;
    }
  }
}
