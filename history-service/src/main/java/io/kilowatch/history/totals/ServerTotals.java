package io.kilowatch.history.totals;

import java.util.List;

/**
 * Totals of one server.
 *
 * @param bucket hour, day or month
 * @param zone whose clock cuts the buckets
 */
record ServerTotals(
    String serverId, String bucket, String zone, List<Bucket> buckets, Totals total) {

  ServerTotals {
    buckets = List.copyOf(buckets);
  }
}
