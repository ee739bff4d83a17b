package io.kilowatch.contracts.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server in the directory.
 *
 * @param revision grows with each change of any entry; the entry with the higher one is the newer
 * @param retiredAt when it was retired; null while it is in service
 * @param periods energy specifications, oldest first, never empty
 */
public record ServerEntry(
    String id,
    long revision,
    String name,
    String siteId,
    String rack,
    int cores,
    SensorMode sensorMode,
    Map<String, String> labels,
    Instant registeredAt,
    @Nullable Instant retiredAt,
    List<EnergyPeriod> periods)
    implements DirectoryEntry {

  public ServerEntry {
    labels = Map.copyOf(labels);
    periods = List.copyOf(periods);
  }

  /** What holds now. */
  public EnergySpecification energy() {
    return periods.getLast().energy();
  }

  public boolean retired() {
    return retiredAt != null;
  }
}
