package io.kilowatch.benchmarks.replay;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.replay.Registration.Registered;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads everything back and compares it with what was sent. */
final class Comparison {

  /** Relative. */
  static final double TOLERANCE = 1e-6;

  private static final Duration UNTIL_STORED = Duration.ofMinutes(2);
  private static final long DAY_MILLIS = 86_400_000;
  private static final double JOULES_PER_KWH = 3.6e6;
  private static final double HOUR_SECONDS = 3600;

  /** What came of one server. */
  record Outcome(
      String name,
      int powerReadings,
      int co2Readings,
      double energyKwh,
      double emissionsGrams,
      double largestDifference,
      List<String> differences) {}

  private final PlatformClient platform;
  private final Week week;

  Comparison(PlatformClient platform, Week week) {
    this.platform = platform;
    this.week = week;
  }

  Outcome compare(Registered server) throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    int power = compareReadings(server, "power", server.server().power(), differences);
    int co2 = compareReadings(server, "co2", server.server().co2(), differences);
    return compareTotals(server, power, co2, differences);
  }

  private int compareReadings(
      Registered server, String metric, Series sent, List<String> differences)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(UNTIL_STORED);
    Series stored = readings(server, metric);
    while (stored.size() < sent.size() && Instant.now().isBefore(deadline)) {
      Thread.sleep(500);
      stored = readings(server, metric);
    }
    if (stored.size() != sent.size()) {
      differences.add(metric + " readings: " + stored.size() + ", sent " + sent.size());
      return stored.size();
    }
    for (int i = 0; i < sent.size(); i++) {
      if (stored.times()[i] != sent.times()[i] || stored.values()[i] != sent.values()[i]) {
        differences.add(metric + " reading " + i + " is " + stored.values()[i]);
        break;
      }
    }
    return stored.size();
  }

  private Series readings(Registered server, String metric)
      throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String path = history(server) + "/readings?metric=" + metric + "&limit=1000" + range();
    JsonNode page = platform.get(path);
    page.path("items").forEach(items::add);
    while (page.path("nextCursor").isString()) {
      String cursor = page.path("nextCursor").asString();
      page = platform.get(path + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
      page.path("items").forEach(items::add);
    }
    return new Series(
        items.stream()
            .mapToLong(item -> Instant.parse(item.path("timestamp").asString()).toEpochMilli())
            .toArray(),
        items.stream().mapToDouble(item -> item.path("value").asDouble()).toArray());
  }

  private Outcome compareTotals(Registered server, int power, int co2, List<String> differences)
      throws IOException, InterruptedException {
    JsonNode answer = platform.get(history(server) + "/totals?bucket=day&zone=UTC" + range());
    JsonNode buckets = answer.path("buckets");
    long days = (week.endMillis() - week.startMillis() + DAY_MILLIS - 1) / DAY_MILLIS;
    if (buckets.size() != days) {
      differences.add("days: " + buckets.size() + ", expected " + days);
    }
    double largest = 0;
    double energy = 0;
    double emissions = 0;
    for (JsonNode bucket : buckets) {
      Instant start = Instant.parse(bucket.path("start").asString());
      long from = Math.max(start.toEpochMilli(), week.startMillis());
      long to = Math.min(start.toEpochMilli() + DAY_MILLIS, week.endMillis());
      Integral watts = integral(server.server().power(), from, to);
      Integral grams = integral(server.server().co2(), from, to);
      double kwh = watts.valueSeconds() / JOULES_PER_KWH;
      double gramsOfDay = grams.valueSeconds() / HOUR_SECONDS;
      largest = Math.max(largest, check(bucket, "energyKwh", kwh, start, differences));
      largest = Math.max(largest, check(bucket, "emissionsGrams", gramsOfDay, start, differences));
      double coverage = watts.coveredSeconds() * 1000 / (to - from);
      largest = Math.max(largest, check(bucket, "coverage", coverage, start, differences));
      energy += kwh;
      emissions += gramsOfDay;
    }
    return new Outcome(
        server.server().name(), power, co2, energy, emissions, largest, List.copyOf(differences));
  }

  private Integral integral(Series series, long from, long to) {
    return Integral.of(series, from, to, week.endMillis());
  }

  private static double check(
      JsonNode bucket, String field, double expected, Instant day, List<String> differences) {
    double actual = bucket.path(field).asDouble(Double.NaN);
    double difference = relative(actual, expected);
    if (!(difference <= TOLERANCE)) {
      differences.add(day + " " + field + ": " + actual + ", expected " + expected);
    }
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  static double relative(double actual, double expected) {
    return actual == expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
  }

  private static String history(Registered server) {
    return "/api/v1/history/servers/" + server.id();
  }

  private String range() {
    return "&from="
        + Instant.ofEpochMilli(week.startMillis())
        + "&to="
        + Instant.ofEpochMilli(week.endMillis());
  }
}
