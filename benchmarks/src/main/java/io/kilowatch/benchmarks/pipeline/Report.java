package io.kilowatch.benchmarks.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Gathers figures, prints them as a table beside what is wanted, and keeps them as JSON. */
public final class Report {

  private record Row(String name, double value, String wanted, boolean reached) {}

  private final JsonMapper json = JsonMapper.builder().build();
  private final ObjectNode figures = json.createObjectNode();
  private final List<Row> rows = new ArrayList<>();
  private final PrintStream out;

  public Report(PrintStream out) {
    this.out = out;
    figures.put("at", Instant.now().toString());
    figures.put("cores", Runtime.getRuntime().availableProcessors());
    figures.put("loadBefore", load());
  }

  public void note(String name, String value) {
    figures.put(name, value);
  }

  /** A figure without a wish. */
  public void figure(String name, Number value) {
    add(name, value.doubleValue(), "", true);
  }

  public void atLeast(String name, double value, double wanted) {
    add(name, value, "at least " + plain(wanted), value >= wanted);
  }

  public void atMost(String name, Number value, double wanted) {
    add(name, value.doubleValue(), "at most " + plain(wanted), value.doubleValue() <= wanted);
  }

  void figures(String name, Map<String, ? extends Number> values) {
    ObjectNode node = figures.putObject(name);
    values.forEach((key, value) -> node.put(key, rounded(value.doubleValue())));
  }

  private void add(String name, double value, String wanted, boolean reached) {
    double rounded = rounded(value);
    figures.put(name, rounded);
    rows.add(new Row(name, rounded, wanted, reached));
    out.printf("  %-28s %14s%n", name, plain(rounded));
  }

  /** Says what has come of it. */
  public void print() {
    out.printf("%n%-30s %14s   %s%n", "figure", "value", "wanted");
    for (Row row : rows) {
      out.printf(
          "%-30s %14s   %s%s%n",
          row.name, plain(row.value), row.wanted, row.reached ? "" : "  NOT REACHED");
    }
  }

  public void write(Path file) throws IOException {
    figures.put("loadAfter", load());
    keep(file, figures);
  }

  /** Adds the figures to those of another report, or begins one with them. */
  public void addTo(Path file, String name) throws IOException {
    figures.put("loadAfter", load());
    ObjectNode report =
        Files.exists(file) ? (ObjectNode) json.readTree(file) : json.createObjectNode();
    report.set(name, figures);
    keep(file, report);
  }

  private void keep(Path file, ObjectNode report) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file, json.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** How busy the machine was over the last minute. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.3f", value);
  }
}
