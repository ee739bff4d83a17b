package io.kilowatch.ingestion.reading;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one request: every decoder hands them in here, and here alone they are judged.
 *
 * <p>Two readings of one series with the same timestamp are both kept; which of them wins is
 * decided by rank and value wherever they are read. Not thread-safe: one thread reads a request.
 */
public final class ReadingRuns {

  /** Far more than any id of the registry has. */
  private static final int LONGEST_SERVER_ID = 128;

  /** More reasons nobody reads, and they are held until the client has taken the answer. */
  private static final int MOST_TOLD = 500;

  private final IngestKeyEntry key;
  private final Origin origin;
  private final long rankSeconds;
  private final long earliestMillis;
  private final long latestMillis;
  private final ServerLookup servers;
  private final ReadingLimits limits;

  private final ServerSlots slots = new ServerSlots();
  private final List<RunBuilder> runs = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final Map<RejectReason, Integer> rejectedByReason = new EnumMap<>(RejectReason.class);
  private int count;
  private int rejected;

  public ReadingRuns(
      Instant receivedAt,
      IngestKeyEntry key,
      Origin origin,
      ServerLookup servers,
      ReadingLimits limits) {
    this.key = key;
    this.origin = origin;
    this.rankSeconds = receivedAt.getEpochSecond();
    this.earliestMillis = receivedAt.minus(limits.retention()).toEpochMilli();
    this.latestMillis = receivedAt.plus(limits.futureTolerance()).toEpochMilli();
    this.servers = servers;
    this.limits = limits;
  }

  /**
   * Index of the next reading of the request.
   *
   * @throws Refusal if that is one too many
   */
  public int nextIndex() {
    if (count == limits.maxReadings()) {
      throw new Refusal(
          RefusalCause.TOO_MANY_READINGS,
          "at most " + limits.maxReadings() + " readings in one request");
    }
    return count++;
  }

  /** The key that the request came with. */
  public IngestKeyEntry key() {
    return key;
  }

  /** Readings handed in, good and bad. */
  public int count() {
    return count;
  }

  public int accepted() {
    return count - rejected;
  }

  public int rejected() {
    return rejected;
  }

  public Map<RejectReason, Integer> rejectedByReason() {
    return rejectedByReason;
  }

  /** The first of the rejected readings: as many as are told of. */
  public List<Rejection> rejections() {
    return rejections;
  }

  public void reject(int index, RejectReason reason, String detail) {
    rejected++;
    rejectedByReason.merge(reason, 1, Integer::sum);
    if (rejections.size() < MOST_TOLD) {
      rejections.add(new Rejection(index, reason, detail));
    }
  }

  /** Takes or rejects a reading of the server with this id. */
  public void add(int index, String serverId, Metric metric, long timestampMillis, double value) {
    char[] text = serverId.toCharArray();
    add(index, slot(text, 0, text.length), metric, timestampMillis, value);
  }

  /** The slot of the server whose id stands in this buffer. */
  ServerSlot slot(char[] text, int start, int length) {
    ServerSlot known = slots.find(text, start, length);
    if (known != null) {
      return known;
    }
    if (length > LONGEST_SERVER_ID) {
      return tooLong(text, start);
    }
    char[] copy = Arrays.copyOfRange(text, start, start + length);
    String asked = new String(copy);
    ServerEntry server = servers.byId(asked);
    // The directory's own id where there is one: its hash is known and it is there once.
    String serverId = server == null ? asked : server.id();
    ServerSlot slot =
        new ServerSlot(copy, ServerSlots.hash(copy, 0, length), serverId, refusalOf(server));
    slots.add(slot);
    return slot;
  }

  /** A slot that is not kept, so that a request can't fill the memory with made-up ids. */
  private static ServerSlot tooLong(char[] text, int start) {
    String beginning = new String(text, start, LONGEST_SERVER_ID);
    return new ServerSlot(new char[0], 0, beginning, RejectReason.UNKNOWN_SERVER);
  }

  void add(int index, ServerSlot server, Metric metric, long timestampMillis, double value) {
    RejectReason refusal = server.refusal();
    if (refusal != null) {
      reject(index, refusal, serverDetail(refusal, server.serverId()));
    } else if (timestampMillis > latestMillis) {
      reject(
          index,
          RejectReason.IN_THE_FUTURE,
          "timestamp is more than " + limits.futureTolerance().toSeconds() + " s in the future");
    } else if (timestampMillis < earliestMillis) {
      reject(
          index,
          RejectReason.TOO_OLD,
          "timestamp is older than the " + limits.retention().toDays() + " days that are kept");
    } else if (!Double.isFinite(value)) {
      reject(index, RejectReason.NOT_FINITE, "value is not finite");
    } else if (value < metric.minimum() || value > metric.maximum()) {
      reject(index, RejectReason.OUT_OF_RANGE, rangeDetail(metric));
    } else {
      run(server, metric).add(timestampMillis, value);
    }
  }

  /** The accepted readings, one run a series, in order of first appearance. */
  public List<ReadingRun> build() {
    List<ReadingRun> built = new ArrayList<>(runs.size());
    for (RunBuilder run : runs) {
      built.add(run.build(key.id(), origin, rankSeconds));
    }
    return built;
  }

  private RunBuilder run(ServerSlot server, Metric metric) {
    RunBuilder run = server.run(metric);
    if (run == null) {
      run = server.openRun(metric);
      runs.add(run);
    }
    return run;
  }

  private @Nullable RejectReason refusalOf(@Nullable ServerEntry server) {
    if (server == null) {
      return RejectReason.UNKNOWN_SERVER;
    }
    if (!entitled(server)) {
      return RejectReason.NOT_ENTITLED;
    }
    return server.retired() ? RejectReason.RETIRED_SERVER : null;
  }

  /** A server's own key may always send for it; emulators only where there are no real sensors. */
  private boolean entitled(ServerEntry server) {
    return switch (key.scope()) {
      case SERVER -> server.id().equals(key.scopeId());
      case SITE -> server.siteId().equals(key.scopeId());
      case EMULATORS -> server.sensorMode() == SensorMode.EMULATED;
    };
  }

  private static String serverDetail(RejectReason refusal, String serverId) {
    return switch (refusal) {
      case RETIRED_SERVER -> "server is retired";
      case NOT_ENTITLED -> "key not entitled to server";
      default -> "unknown server " + Quoted.of(serverId);
    };
  }

  private static String rangeDetail(Metric metric) {
    return metric.wireName()
        + " must be from "
        + plain(metric.minimum())
        + " to "
        + plain(metric.maximum())
        + " "
        + metric.unit();
  }

  private static String plain(double bound) {
    return new BigDecimal(bound).toPlainString();
  }
}
