package io.kilowatch.ingestion.emoncms;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.ingestion.reading.Quoted;
import io.kilowatch.ingestion.reading.ReadingRuns;
import io.kilowatch.ingestion.reading.RejectReason;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hands the values of emoncms nodes in as readings. */
final class NodeReadings {

  /** What the values of a node without names are, in their order. */
  private static final List<Metric> BY_POSITION = List.of(Metric.POWER, Metric.CO2);

  private final ReadingRuns runs;
  private final NodeNames nodes;

  /** What a frame has given so far: of two values of one time only one would be kept. */
  private final Set<Metric> given = EnumSet.noneOf(Metric.class);

  NodeReadings(ReadingRuns runs, NodeNames nodes) {
    this.runs = runs;
    this.nodes = nodes;
  }

  /** What follows is of another node or time. */
  void nextFrame() {
    given.clear();
  }

  void addNamed(String node, long timestampMillis, String input, String value) {
    Optional<Metric> metric = Metric.ofWireName(input);
    if (metric.isPresent()) {
      add(node, timestampMillis, metric.get(), value);
    } else {
      runs.reject(
          runs.nextIndex(), RejectReason.UNKNOWN_METRIC, "unknown metric " + Quoted.of(input));
    }
  }

  /**
   * Adds a value without a name.
   *
   * @param position from 0
   */
  void addPositioned(String node, long timestampMillis, int position, String value) {
    if (position < BY_POSITION.size()) {
      add(node, timestampMillis, BY_POSITION.get(position), value);
    } else {
      runs.reject(
          runs.nextIndex(),
          RejectReason.UNKNOWN_METRIC,
          "only the first two values of a node have a meaning without a name: power, co2");
    }
  }

  /** What Java reads as a type, whoever sends 70F means as a unit. */
  private static double number(String value) {
    if (value.endsWith("F") || value.endsWith("f") || value.endsWith("D") || value.endsWith("d")) {
      throw new NumberFormatException(value);
    }
    return Double.parseDouble(value);
  }

  private void add(String node, long timestampMillis, Metric metric, String value) {
    int index = runs.nextIndex();
    if (!given.add(metric)) {
      String name = Quoted.of(metric.wireName());
      runs.reject(index, RejectReason.DUPLICATE_FIELD, "duplicate field " + name);
      return;
    }
    try {
      runs.add(index, nodes.serverId(node, runs.key()), metric, timestampMillis, number(value));
    } catch (NumberFormatException e) {
      runs.reject(index, RejectReason.WRONG_TYPE, "value is not numeric: " + Quoted.of(value));
    }
  }
}
