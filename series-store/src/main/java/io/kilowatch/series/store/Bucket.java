package io.kilowatch.series.store;

/**
 * Servers share partitions, by their ids: of a large fleet a batch is then a few mutations with
 * many rows each, where a partition for each server made thousands with two.
 */
final class Bucket {
  /** Part of the layout on disk: another number would look for rows where they are not. */
  static final int COUNT = 256;

  private Bucket() {}

  /** The same for ever, as {@link String#hashCode} is specified. */
  static short of(String serverId) {
    return (short) Math.floorMod(serverId.hashCode(), COUNT);
  }
}
