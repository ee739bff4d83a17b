package io.kilowatch.history.fleet;

import io.kilowatch.history.totals.Bucket;
import io.kilowatch.history.totals.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Totals of the whole fleet and of its groups. */
record FleetTotals(
    String bucket,
    String zone,
    @Nullable String groupBy,
    List<GroupTotals> groups,
    List<Bucket> buckets,
    Totals total) {

  FleetTotals {
    groups = List.copyOf(groups);
    buckets = List.copyOf(buckets);
  }

  /**
   * Totals of one group.
   *
   * @param servers how many are in it, retired ones too
   */
  record GroupTotals(String key, String name, int servers, List<Bucket> buckets, Totals total) {

    GroupTotals {
      buckets = List.copyOf(buckets);
    }
  }
}
