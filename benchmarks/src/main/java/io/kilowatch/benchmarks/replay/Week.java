package io.kilowatch.benchmarks.replay;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers of the replay: each machine of the trace with a real curve, in a real grid zone. */
record Week(List<String> zones, List<ReplayServer> servers, long startMillis, long endMillis) {

  /** The same in every zone, so that the comparison needs no further input. */
  static final double PUE = 1.3;

  private static final int CURVE_POINTS = 11;
  private static final int FIRST_CURVE_CELL = 3;
  private static final int DEFAULT_CORES = 16;
  private static final long HOUR_MILLIS = 3_600_000;

  static Week read(ReplayOptions options) throws IOException {
    Table trace = Table.read(options.utilisation());
    Table curves = Table.read(options.curves());
    Table intensity = Table.read(options.intensity());
    List<String> zones = intensity.header().subList(1, intensity.header().size());
    long[] times =
        trace.rows().stream()
            .mapToLong(row -> options.start().toEpochMilli() + Long.parseLong(row[0]) * 1000)
            .toArray();
    List<ReplayServer> servers = new ArrayList<>();
    for (int i = 0; i + 1 < trace.header().size(); i++) {
      String[] curve = curves.rows().get(i % curves.rows().size());
      int zone = i % zones.size();
      servers.add(
          server(
              trace.header().get(i + 1),
              zones.get(zone),
              curve,
              times,
              column(trace, i + 1),
              byHour(intensity, zone + 1)));
    }
    long step = times[times.length - 1] - times[times.length - 2];
    return new Week(zones, servers, times[0], times[times.length - 1] + step);
  }

  private static double[] column(Table table, int cell) {
    return table.rows().stream().mapToDouble(row -> Double.parseDouble(row[cell])).toArray();
  }

  private static Map<Long, Double> byHour(Table intensity, int cell) {
    Map<Long, Double> byHour = new HashMap<>();
    for (String[] row : intensity.rows()) {
      byHour.put(Instant.parse(row[0]).toEpochMilli(), Double.parseDouble(row[cell]));
    }
    return byHour;
  }

  private static ReplayServer server(
      String machine,
      String zone,
      String[] curveRow,
      long[] times,
      double[] loads,
      Map<Long, Double> intensity) {
    List<Double> curve =
        Arrays.stream(curveRow, FIRST_CURVE_CELL, FIRST_CURVE_CELL + CURVE_POINTS)
            .map(Double::valueOf)
            .toList();
    double[] watts = new double[times.length];
    double[] grams = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      Double gramsPerKwh = intensity.get(times[i] - Math.floorMod(times[i], HOUR_MILLIS));
      if (gramsPerKwh == null) {
        throw new IllegalArgumentException(
            "The intensity file lacks " + Instant.ofEpochMilli(times[i]));
      }
      watts[i] = watts(curve, loads[i]);
      grams[i] = watts[i] * PUE * gramsPerKwh / 1000;
    }
    int cores = curveRow[1].isBlank() ? DEFAULT_CORES : Integer.parseInt(curveRow[1].strip());
    return new ReplayServer(
        machine, zone, cores, curve, new Series(times, watts), new Series(times, grams));
  }

  /** Linear between the curve's points. */
  static double watts(List<Double> curve, double load) {
    int below = Math.min((int) (load * 10), CURVE_POINTS - 2);
    double low = curve.get(below);
    return low + (curve.get(below + 1) - low) * (load * 10 - below);
  }
}
