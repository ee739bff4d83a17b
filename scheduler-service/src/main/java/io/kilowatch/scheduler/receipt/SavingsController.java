package io.kilowatch.scheduler.receipt;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.scheduler.receipt.Savings.Bucket;
import io.kilowatch.scheduler.receipt.Savings.Compared;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What planning has saved, by day or month; for everybody who is signed in. */
@RestController
class SavingsController {

  private static final Duration LONGEST = Duration.ofDays(2 * 366);

  private final MongoTemplate mongo;
  private final Clock clock;

  SavingsController(MongoTemplate mongo, Clock clock) {
    this.mongo = mongo;
    this.clock = clock;
  }

  /**
   * What was saved.
   *
   * @param bucket day or month
   * @param zone whose clock cuts the buckets
   * @param buckets those in which a task ended, in order of time
   */
  record SavingsAnswer(String bucket, String zone, List<Bucket> buckets, Savings total) {}

  @GetMapping("/api/v1/plan/savings")
  @Operation(
      summary = "What planning has saved, by day or month in which tasks ended",
      description =
          "Only tasks that are done count, against the alternative that was recorded when each was"
              + " planned: to begin as soon as there was room, on the server that added least.")
  SavingsAnswer savings(
      @Parameter(description = TimeRange.FROM) @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = TimeRange.TO) @RequestParam(required = false) @Nullable String to,
      @RequestParam(defaultValue = "day") String bucket,
      @RequestParam(defaultValue = "UTC") String zone) {
    TimeRange range = TimeRange.parse(from, to, clock).atMost(LONGEST, "two years");
    ZoneId place = zoneOf(zone);
    if (!bucket.equals("day") && !bucket.equals("month")) {
      throw ProblemException.badRequest("bucket", "must be one of day, month");
    }
    List<Bucket> buckets = buckets(range, bucket.equals("month"), place);
    Savings total = buckets.stream().map(Bucket::savings).reduce(Savings.NONE, Savings::plus);
    return new SavingsAnswer(bucket, zone, buckets, total);
  }

  /** One receipt at a time, and of each what counts: two years are many. */
  private List<Bucket> buckets(TimeRange range, boolean months, ZoneId place) {
    Query ended = query(where("endedAt").gte(range.from()).lt(range.to()));
    ended.fields().include("endedAt", "energyKwh", "emissionsGrams", "runNow");
    String receipts = mongo.getCollectionName(Receipt.class);
    try (Stream<Compared> each = mongo.stream(ended, Compared.class, receipts)) {
      return Bucket.of(each, months, place);
    }
  }

  private static ZoneId zoneOf(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw ProblemException.badRequest("zone", "is no time zone");
    }
  }
}
