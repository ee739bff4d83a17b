package io.kilowatch.history.totals;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.history.web.UtcMillis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The totals of one bucket; the first and the last are cut where the range is. */
public record Bucket(
    @UtcMillis Instant start, @UtcMillis Instant end, @JsonUnwrapped Totals totals) {

  /** Joins buckets with their accounts. */
  public static List<Bucket> of(List<TimeRange> ranges, List<Account> accounts) {
    List<Bucket> buckets = new ArrayList<>(ranges.size());
    for (int i = 0; i < ranges.size(); i++) {
      TimeRange range = ranges.get(i);
      buckets.add(new Bucket(range.from(), range.to(), accounts.get(i).totals()));
    }
    return buckets;
  }

  /** The sum of all. */
  public static Totals total(List<Account> accounts) {
    Account sum = new Account();
    accounts.forEach(sum::add);
    return sum.totals();
  }
}
