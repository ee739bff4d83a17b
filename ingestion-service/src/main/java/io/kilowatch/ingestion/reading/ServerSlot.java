package io.kilowatch.ingestion.reading;

import io.kilowatch.contracts.reading.Metric;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a request has to do with one server: why it may not, or the series it brings. */
final class ServerSlot {

  private final char[] text;
  private final int hash;
  private final String serverId;
  private final @Nullable RejectReason refusal;

  /** Those of other metrics behind it; no map, as a large fleet has a slot for each reading. */
  private @Nullable RunBuilder firstRun;

  ServerSlot(char[] text, int hash, String serverId, @Nullable RejectReason refusal) {
    this.text = text;
    this.hash = hash;
    this.serverId = serverId;
    this.refusal = refusal;
  }

  boolean is(int otherHash, char[] other, int start, int length) {
    return hash == otherHash && is(other, start, length);
  }

  boolean is(char[] other, int start, int length) {
    return Arrays.equals(text, 0, text.length, other, start, start + length);
  }

  int hash() {
    return hash;
  }

  String serverId() {
    return serverId;
  }

  /** Why readings of this server are not taken; null if they are. */
  @Nullable RejectReason refusal() {
    return refusal;
  }

  /** The run of a metric; null before {@link #openRun}. */
  @Nullable RunBuilder run(Metric metric) {
    RunBuilder run = firstRun;
    while (run != null && run.metric() != metric) {
      run = run.next();
    }
    return run;
  }

  RunBuilder openRun(Metric metric) {
    RunBuilder run = new RunBuilder(serverId, metric, firstRun);
    firstRun = run;
    return run;
  }
}
