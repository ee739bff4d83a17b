package io.kilowatch.registry.server;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.registry.site.Site;
import io.kilowatch.registry.site.SiteStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Registers servers from a table: each good row by itself, so that a bad one holds up nobody.
 *
 * <p>Row by row, because the platform uses no transactions over documents; sending the table again
 * registers only what is missing, as the names are taken by then.
 *
 * <p>It ends before a proxy gives up on it: the keys are shown in the report and nowhere else.
 */
@Component
class ServerImport {

  static final List<String> COLUMNS =
      List.of("name", "site", "rack", "cores", "source", "idle", "peak");

  private static final Logger LOG = LoggerFactory.getLogger(ServerImport.class);

  private static final String UNANSWERED = "the database does not answer; send the table again";

  /** The server may be there by now, with a key that nobody has seen, or none. */
  private static final String AT_THE_BREAK =
      UNANSWERED + ", and rotate the key of this server if its name is taken then";

  private static final String NOT_REACHED = "was not reached; send the table again";

  /** Half of what the edge waits for an answer: the last row may take some time, too. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final int MOST_ROWS = 5_000;
  private static final Map<String, String> COLUMN_OF_FIELD =
      Map.of(
          "energy.source", "source",
          "energy.idleWatts", "idle",
          "energy.peakWatts", "peak");

  private final Servers servers;
  private final ServerStore store;
  private final SiteStore sites;
  private final Clock clock;

  ServerImport(Servers servers, ServerStore store, SiteStore sites, Clock clock) {
    this.servers = servers;
    this.store = store;
    this.sites = sites;
    this.clock = clock;
  }

  ImportReport run(CurrentUser actor, String csv, boolean dryRun) {
    Instant deadline = clock.instant().plus(LONGEST);
    List<NamedCsvRecord> table = read(csv);
    List<ImportReport.Row> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try {
      for (NamedCsvRecord row : table) {
        rows.add(
            clock.instant().isBefore(deadline)
                ? take(actor, row, seen, dryRun)
                : passedOver(row, NOT_REACHED));
      }
    } catch (DataAccessException e) {
      if (rows.stream().allMatch(row -> row.ingestKey() == null)) {
        throw e; // nothing that would have to be told
      }
      LOG.warn("an import broke off after {} of {} rows", rows.size(), table.size(), e);
      rows.add(passedOver(table.get(rows.size()), AT_THE_BREAK));
      table.stream().skip(rows.size()).map(row -> passedOver(row, UNANSWERED)).forEach(rows::add);
    }
    return ImportReport.of(dryRun, rows);
  }

  /** A row that nothing is wrong with, as far as anybody knows. */
  private static ImportReport.Row passedOver(NamedCsvRecord row, String reason) {
    return ImportReport.Row.rejected(
        row.getStartingLineNumber(),
        row.findField("name").orElse("").strip(),
        List.of(new FieldProblem("row", reason)));
  }

  private ImportReport.Row take(
      CurrentUser actor, NamedCsvRecord row, Set<String> seen, boolean dryRun) {
    long line = row.getStartingLineNumber();
    if (row.getFieldCount() != COLUMNS.size()) {
      return ImportReport.Row.rejected(
          line, "", List.of(new FieldProblem("row", "must have " + COLUMNS.size() + " columns")));
    }
    FieldChecks checks = new FieldChecks();
    ServerForm form = request(row, checks).checked(checks, SensorMode.EMULATED);
    Optional<Site> site = site(row.getField("site").strip());
    checks.require(site.isPresent(), "site", "must be the name or id of a site");
    site.ifPresent(s ->
        checks.require(
            !seen.contains(nameIn(s, form)) && !store.nameTaken(s.id(), form.name()),
            "name",
            "is the name of another server in this site"));
    if (site.isEmpty() || checks.failed()) {
      return ImportReport.Row.rejected(line, form.name(), columns(checks.problems()));
    }
    seen.add(nameIn(site.get(), form));
    if (dryRun) {
      return ImportReport.Row.valid(line, form.name());
    }
    try {
      Servers.Registered registered = servers.register(actor, site.get().id(), form);
      return ImportReport.Row.registered(
          line, form.name(), registered.server().id(), registered.ingestKey());
    } catch (ProblemException e) {
      return ImportReport.Row.rejected(line, form.name(), columns(e.errors()));
    }
  }

  private static String nameIn(Site site, ServerForm form) {
    return site.id() + "/" + Server.nameKey(form.name());
  }

  private Optional<Site> site(String nameOrId) {
    return sites.findByName(nameOrId).or(() -> sites.find(nameOrId));
  }

  private static ServerRequest request(NamedCsvRecord row, FieldChecks checks) {
    return new ServerRequest(
        row.getField("name"),
        null,
        row.getField("rack"),
        whole(checks, row.getField("cores")),
        new EnergyRequest(
            row.getField("source"),
            number(checks, "energy.idleWatts", row.getField("idle")),
            number(checks, "energy.peakWatts", row.getField("peak")),
            null,
            null),
        null,
        null);
  }

  private static @Nullable Integer whole(FieldChecks checks, String text) {
    try {
      return text.isBlank() ? null : Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      checks.refuse("cores", "is not a whole number");
      return null;
    }
  }

  private static @Nullable Double number(FieldChecks checks, String field, String text) {
    try {
      return text.isBlank() ? null : Double.valueOf(text.strip());
    } catch (NumberFormatException e) {
      checks.refuse(field, "is not a number");
      return null;
    }
  }

  private static List<FieldProblem> columns(List<FieldProblem> problems) {
    return problems.stream()
        .map(p -> new FieldProblem(COLUMN_OF_FIELD.getOrDefault(p.field(), p.field()), p.reason()))
        .toList();
  }

  private static List<NamedCsvRecord> read(String csv) {
    List<NamedCsvRecord> rows;
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder()
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofNamedCsvRecord(normalised(csv))) {
      rows = reader.stream().limit(MOST_ROWS + 1L).toList();
    } catch (CsvParseException | IOException e) {
      throw ProblemException.badRequest("body", "is not well-formed CSV: " + e.getMessage());
    }
    if (rows.size() > MOST_ROWS) {
      throw ProblemException.of(
          HttpStatus.CONTENT_TOO_LARGE, "At most " + MOST_ROWS + " rows at a time.");
    }
    return rows;
  }

  /** Checks the header and writes its names in lower case. */
  private static String normalised(String csv) {
    int end = csv.indexOf('\n');
    String header = end < 0 ? csv : csv.substring(0, end);
    String names = header.strip().toLowerCase(Locale.ROOT).replace("\uFEFF", "").replace(" ", "");
    List<String> columns = List.of(names.replace("\"", "").split(",", -1));
    if (columns.size() != COLUMNS.size() || !Set.copyOf(columns).equals(Set.copyOf(COLUMNS))) {
      throw ProblemException.badRequest(
          "body", "must begin with the header " + String.join(",", COLUMNS));
    }
    return names + (end < 0 ? "" : csv.substring(end));
  }
}
