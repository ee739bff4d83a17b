package io.kilowatch.benchmarks.compaction;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.benchmarks.node.NodeFigures;
import io.kilowatch.benchmarks.node.NodeSession;
import io.kilowatch.local.CassandraNode;
import io.kilowatch.series.store.Schema;
import io.kilowatch.series.store.SeriesStore;
import io.kilowatch.series.store.StoreSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the same days under each strategy to a real node and prints what that cost: {@code
 * compaction <new directory> [series] [hours]}.
 */
public final class CompactionBench {
  private static final List<String> TABLES = List.of("segments", "hours", "latest");
  private static final int READS = 500;

  /** An hour passes in about a second, so the four hours of the schema do in about as many. */
  private static final int GC_GRACE_SECONDS = 4;

  private static final Map<String, String> STRATEGIES =
      new TreeMap<>(
          Map.of(
              "ucs_t4", "{'class': 'UnifiedCompactionStrategy', 'scaling_parameters': 'T4'}",
              "ucs_l4", "{'class': 'UnifiedCompactionStrategy', 'scaling_parameters': 'L4'}",
              "stcs", "{'class': 'SizeTieredCompactionStrategy'}"));

  private final CqlSession session;
  private final NodeFigures figures;
  private final int series;
  private final int hours;
  private final PrintStream out;

  private CompactionBench(
      CqlSession session, NodeFigures figures, int series, int hours, PrintStream out) {
    this.session = session;
    this.figures = figures;
    this.series = series;
    this.hours = hours;
    this.out = out;
  }

  public static void run(String[] arguments, PrintStream out) throws Exception {
    Path directory = Path.of(arguments[0]);
    int series = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
    int hours = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 48;
    try (CassandraNode node = CassandraNode.start(directory);
        CqlSession session = NodeSession.open(node);
        NodeFigures figures = new NodeFigures(directory)) {
      CompactionBench bench = new CompactionBench(session, figures, series, hours, out);
      out.println(
          "strategy table flushed_bytes compacted_bytes amplification live_bytes files"
              + " | close_ms read_ms");
      for (Map.Entry<String, String> strategy : STRATEGIES.entrySet()) {
        bench.measure(strategy.getKey(), strategy.getValue());
      }
    }
  }

  private void measure(String keyspace, String compaction) throws Exception {
    Schema.apply(session, keyspace, 1);
    for (String table : TABLES) {
      session.execute(
          "ALTER TABLE %s.%s WITH compaction = %s AND gc_grace_seconds = %d"
              .formatted(keyspace, table, compaction, GC_GRACE_SECONDS));
    }
    SimulatedClock clock = Days.clock();
    StoreSettings settings = StoreSettings.of(keyspace, 1, metric -> Duration.ofMinutes(15));
    Days days = new Days(new SeriesStore(session, settings, clock), clock, series);
    days.write(hours, () -> figures.flush(keyspace));
    figures.awaitSettled();
    double readMillis = days.medianReadMillis(hours, READS);
    for (String table : TABLES) {
      print(keyspace, table, days.medianCloseMillis(), readMillis);
    }
    session.execute("DROP KEYSPACE " + keyspace);
  }

  private void print(String keyspace, String table, double closeMillis, double readMillis)
      throws Exception {
    long flushed = figures.ofTable(keyspace, table, "BytesFlushed");
    long compacted = figures.ofTable(keyspace, table, "CompactionBytesWritten");
    out.printf(
        "%s %s %d %d %.2f %d %d | %.1f %.1f%n",
        keyspace,
        table,
        flushed,
        compacted,
        (double) (flushed + compacted) / flushed,
        figures.ofTable(keyspace, table, "LiveDiskSpaceUsed"),
        figures.ofTable(keyspace, table, "LiveSSTableCount"),
        closeMillis,
        readMillis);
  }
}
