package io.kilowatch.series.store;

import static io.kilowatch.series.store.BoundedSession.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Rollup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The seam over Cassandra: append readings, read a range of a series, close an hour. */
public final class SeriesStore {
  /** Rows in one look at an hour: five readings a second posted one by one still fit. */
  private static final int PAGE_SIZE = 20_000;

  private static final int BUCKETS_AHEAD = 64;
  private static final int BUCKETS_AHEAD_IN_THE_BACKGROUND = 4;

  private final StoreSettings settings;
  private final Clock clock;
  private final SegmentTable segments;
  private final LatestTable latest;
  private final DayReader days;
  private final RollupReader rollups;
  private final OpenHours openHours;
  private final Appender appender;
  private final Closer closer;
  private final RetentionCheck retentionCheck;

  /** Prepares its statements, so {@link Schema#apply} comes first. */
  public SeriesStore(CqlSession session, StoreSettings settings, Clock clock) {
    this(session, settings, clock, PAGE_SIZE, Closer.MAX_READINGS_AT_ONCE, hour -> {});
  }

  SeriesStore(
      CqlSession session,
      StoreSettings settings,
      Clock clock,
      int pageSize,
      int maxReadingsAtOnce,
      Consumer<SeriesHour> beforeCloseWrites) {
    BoundedSession bounded = new BoundedSession(session, settings);
    HourTable hours = new HourTable(bounded);
    this.settings = settings;
    this.clock = clock;
    segments = new SegmentTable(bounded, pageSize);
    latest = new LatestTable(bounded);
    days = new DayReader(segments);
    rollups = new RollupReader(days, segments, hours, settings.maxGap());
    openHours = new OpenHours(segments, hours, latest, clock);
    appender = new Appender(bounded, segments, hours, latest, settings, clock);
    closer =
        new Closer(bounded, segments, hours, settings, clock, maxReadingsAtOnce, beforeCloseWrites);
    retentionCheck = new RetentionCheck(bounded, hours, settings, clock);
  }

  /**
   * Writes readings; complete when all of them are stored. Failed, some may be: appending the same
   * again is safe. What is past retention already is left out.
   */
  public CompletableFuture<Void> append(Map<SeriesKey, Readings> readings) {
    Map<SeriesKey, PackedReadings> packed = LinkedHashMap.newLinkedHashMap(readings.size());
    readings.forEach((key, each) -> packed.put(key, PackedReadings.of(each)));
    return appendPacked(packed);
  }

  /** As {@link #append}. */
  public CompletableFuture<Void> appendPacked(Map<SeriesKey, PackedReadings> readings) {
    return appender.append(readings);
  }

  /** The readings of the hour (UTC) that contains a time, each timestamp once. */
  public Readings readHour(SeriesKey key, Instant hour) {
    return StoredSegment.merged(
        await(segments.read(SeriesHour.containing(key, hour.toEpochMilli()))));
  }

  /**
   * Hands over the readings from the first time, inclusive, to the second, exclusive: hour by hour
   * in order, empty ones left out, until the sink says false.
   *
   * @throws io.kilowatch.series.codec.UnreadableSegmentException if a segment is of a version that
   *     is not known here, naming it
   */
  public void read(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink) {
    handOver(days.segments(key, from, to), from, to, sink);
  }

  /**
   * As {@link #read}, but from the last hour to the first. The readings of each are in order all
   * the same.
   */
  public void readBackwards(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink) {
    handOver(days.segmentsBackwards(key, from, to), from, to, sink);
  }

  private static void handOver(
      Iterator<List<StoredSegment>> hours, Instant from, Instant to, Predicate<Readings> sink) {
    boolean more = true;
    while (more && hours.hasNext()) {
      Readings readings =
          StoredSegment.merged(hours.next()).slice(from.toEpochMilli(), to.toEpochMilli());
      more = readings.isEmpty() || sink.test(readings);
    }
  }

  /** One for each hour (UTC) that has readings and starts in the range, in order. */
  public List<Rollup> rollups(SeriesKey key, Instant from, Instant to) {
    return rollups.hours(key, from, to);
  }

  /** One for each minute that has readings and starts in the range, in order. */
  public List<Rollup> minutes(SeriesKey key, Instant from, Instant to) {
    return rollups.minutes(key, from, to);
  }

  /**
   * Merges the segments of the hour (UTC) that contains a time into one and writes its roll-up. An
   * hour that is not over has nothing to close yet.
   *
   * <p>The first close belongs 15 minutes after the hour's end: an hour counts as over by the clock
   * of whoever writes to it, and theirs may be behind.
   *
   * @return whether there was anything to do
   */
  public boolean close(SeriesKey key, Instant hour) {
    return closer.close(SeriesHour.containing(key, hour.toEpochMilli()));
  }

  /**
   * Those of these servers that may have readings of a UTC day, and so hours to close; the others
   * have none. One question for each partition, where {@link #openHours} has several for each
   * server.
   */
  public List<String> mayHaveReadings(Collection<String> serverIds, LocalDate day) {
    List<String> found = new ArrayList<>();
    new ReadAhead<>(
            byBucket(serverIds),
            BUCKETS_AHEAD_IN_THE_BACKGROUND,
            bucket ->
                segments
                    .mayHaveAny(bucket.getKey(), day)
                    .thenApply(any -> any ? bucket.getValue() : List.<String>of()))
        .forEachRemaining(found::addAll);
    return found;
  }

  /** The hours of a UTC day that are over and not closed: several segments, or no roll-up. */
  public List<OpenHour> openHours(String serverId, LocalDate day) {
    return openHours.of(serverId, day);
  }

  /**
   * Returns if the store takes rows that live as long as readings are kept, and leaves none.
   *
   * @throws IllegalStateException if it refuses them, as a Cassandra does that is compatible with
   *     its version 4
   * @throws RuntimeException if it does not answer
   */
  public void requireRetention() {
    retentionCheck.run();
  }

  /** The last reading of every series of these servers, without those past retention. */
  public List<Latest> latest(Collection<String> serverIds) {
    Iterator<List<Latest>> answers =
        new ReadAhead<>(
            byBucket(serverIds),
            BUCKETS_AHEAD,
            bucket -> latest.ofServers(bucket.getKey(), bucket.getValue()));
    List<Latest> all = new ArrayList<>();
    answers.forEachRemaining(all::addAll);
    return retained(all);
  }

  /** The last reading of every series there is, without those past retention. */
  public List<Latest> latest() {
    return retained(await(latest.all()));
  }

  /** The metrics a server has ever had a reading of. */
  public Set<String> metrics(String serverId) {
    return Set.copyOf(await(latest.metrics(serverId)));
  }

  /** The last reading before a time, but not older than that by more than the given age. */
  public Optional<Sample> lastBefore(SeriesKey key, Instant time, Duration atMost) {
    long to = time.toEpochMilli();
    long from = to - atMost.toMillis();
    SeriesHour hour = SeriesHour.containing(key, to - 1);
    while (hour.endMillis() > from) {
      Readings readings = StoredSegment.merged(await(segments.read(hour))).slice(from, to);
      if (!readings.isEmpty()) {
        return Optional.of(readings.last());
      }
      hour = SeriesHour.containing(key, hour.startMillis() - 1);
    }
    return Optional.empty();
  }

  /** Those that share a partition together, each once. */
  private static Iterator<Map.Entry<Short, List<String>>> byBucket(Collection<String> serverIds) {
    return serverIds.stream()
        .distinct()
        .collect(Collectors.groupingBy(Bucket::of))
        .entrySet()
        .iterator();
  }

  private List<Latest> retained(List<Latest> all) {
    Instant oldest = clock.instant().minus(settings.retention());
    return all.stream().filter(each -> !each.timestamp().isBefore(oldest)).toList();
  }
}
