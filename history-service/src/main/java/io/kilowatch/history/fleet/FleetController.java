package io.kilowatch.history.fleet;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.paging.Page;
import io.kilowatch.history.totals.Account;
import io.kilowatch.history.totals.Bucket;
import io.kilowatch.history.totals.BucketCalendar;
import io.kilowatch.history.totals.BucketUnit;
import io.kilowatch.history.web.Subjects;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures of all servers together. */
@RestController
@RequestMapping("/api/v1/history/fleet")
final class FleetController {

  /** Each group keeps each bucket in memory. */
  private static final Duration MOST_HOURS = Duration.ofDays(32);

  private final Subjects subjects;
  private final FleetAccounting accounting;
  private final SharedAccounts shared;
  private final FleetLatest latest;
  private final FleetSensors sensors;
  private final SiteIntensities intensities;
  private final Clock clock;

  FleetController(
      Subjects subjects,
      FleetAccounting accounting,
      SharedAccounts shared,
      FleetLatest latest,
      FleetSensors sensors,
      SiteIntensities intensities,
      Clock clock) {
    this.subjects = subjects;
    this.accounting = accounting;
    this.shared = shared;
    this.latest = latest;
    this.sensors = sensors;
    this.intensities = intensities;
    this.clock = clock;
  }

  @GetMapping("/latest")
  @Operation(summary = "Last power and CO2 of every server in service")
  Page<FleetLatest.ServerLatest> latest() {
    return new Page<>(latest.of(subjects.loaded()), null);
  }

  @GetMapping("/sensors")
  @Operation(summary = "Last reading of every sensor of every server in service")
  Page<FleetSensors.Sensor> sensors() {
    return new Page<>(sensors.of(subjects.loaded()), null);
  }

  @GetMapping("/intensity")
  @Operation(summary = "Carbon intensity of the electricity at every site")
  Page<SiteIntensities.SiteIntensity> intensity() {
    return new Page<>(intensities.of(subjects.loaded(), clock.instant()), null);
  }

  @GetMapping("/totals")
  @Operation(
      summary = "Energy, emissions and cost of the fleet and of its groups",
      description =
          "Retired servers count for the time they were in service. Of a range that ends now and"
              + " takes the store longer than a second, the answer may be up to 30 seconds old.")
  FleetTotals totals(
      @Parameter(description = TimeRange.FROM) @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = TimeRange.TO) @RequestParam(required = false) @Nullable String to,
      @RequestParam(defaultValue = "day") String bucket,
      @RequestParam(defaultValue = "UTC") String zone,
      @RequestParam(required = false) @Nullable String groupBy) {
    BucketCalendar calendar = BucketCalendar.parse(bucket, zone);
    GroupBy grouping = GroupBy.parse(groupBy);
    TimeRange range = TimeRange.parse(from, to, clock);
    if (calendar.unit() == BucketUnit.HOUR) {
      range.atMost(MOST_HOURS, "a month for hours of the fleet");
    }
    Directory directory = subjects.loaded();
    FleetAccounting.check(range, directory.servers().size());
    List<TimeRange> ranges = calendar.cut(range);
    Map<String, GroupAccounts> groups =
        shared.of(groupBy, ranges, () -> accounting.accounts(directory, grouping, ranges));
    List<Account> fleet = sum(groups, ranges.size());
    return new FleetTotals(
        bucket,
        zone,
        groupBy,
        groupBy == null ? List.of() : groupTotals(groups, ranges),
        Bucket.of(ranges, fleet),
        Bucket.total(fleet));
  }

  private static List<Account> sum(Map<String, GroupAccounts> groups, int buckets) {
    List<Account> fleet = new ArrayList<>(buckets);
    for (int i = 0; i < buckets; i++) {
      Account sum = new Account();
      for (GroupAccounts group : groups.values()) {
        sum.add(group.buckets().get(i));
      }
      fleet.add(sum);
    }
    return fleet;
  }

  private static List<FleetTotals.GroupTotals> groupTotals(
      Map<String, GroupAccounts> groups, List<TimeRange> ranges) {
    return groups.entrySet().stream()
        .map(group ->
            new FleetTotals.GroupTotals(
                group.getKey(),
                group.getValue().name(),
                group.getValue().servers(),
                Bucket.of(ranges, group.getValue().buckets()),
                Bucket.total(group.getValue().buckets())))
        .toList();
  }
}
