package io.kilowatch.contracts.registry;

import java.util.List;

/**
 * A site in the directory.
 *
 * @param revision grows with each change of any entry; the entry with the higher one is the newer
 * @param deleted a tombstone, so that a client which was away learns of it
 * @param periods oldest first, never empty
 */
public record SiteEntry(
    String id,
    long revision,
    boolean deleted,
    String name,
    double latitude,
    double longitude,
    List<SitePeriod> periods)
    implements DirectoryEntry {

  public SiteEntry {
    periods = List.copyOf(periods);
  }

  /** What holds now. */
  public SitePeriod current() {
    return periods.getLast();
  }
}
