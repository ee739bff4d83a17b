package io.kilowatch.scheduler.task;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A task as a client asks for it.
 *
 * @param clientId what the client calls it: sent again under the same one, it is the same task;
 *     null for a new task each time
 * @param expectedDuration ISO 8601, such as {@code PT2H}: pauses not counted
 * @param earliestStart null, or one that has passed, for at once
 * @param interruptible whether it may be paused; null for no
 * @param allowedZones grid zones it is confined to; null or empty for any
 * @param allowedSites ids of sites it is confined to; null or empty for any
 * @param container what runs where its server is a node of a cluster; null for nothing
 */
public record TaskRequest(
    @Nullable String clientId,
    @Nullable String name,
    @Nullable Integer cores,
    @Nullable String expectedDuration,
    @Nullable Instant earliestStart,
    @Nullable Instant deadline,
    @Nullable Boolean interruptible,
    @Nullable List<String> allowedZones,
    @Nullable List<String> allowedSites,
    @Nullable ContainerRequest container) {

  static final Duration SHORTEST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofDays(7);

  /** How far forecasts are worth anything, and a little more. */
  public static final Duration FARTHEST = Duration.ofDays(14);

  private static final Duration UNTIL_LOADED = Duration.ofSeconds(2);
  private static final int MOST_CORES = 4_096;
  private static final int LONGEST_NAME = 120;
  private static final int MOST_PLACES = 50;

  /**
   * What it asks for.
   *
   * @throws ProblemException 400 with all that is wrong, 503 for one that is confined to places
   *     while none is known
   */
  public TaskOrder checked(Directory directory, Instant now) {
    if ((isGiven(allowedZones) || isGiven(allowedSites)) && !directory.loaded()) {
      throw ProblemException.unavailable("The sites are not known here yet.", UNTIL_LOADED);
    }
    FieldChecks checks = new FieldChecks();
    String title =
        checks.text("name", name, TaskRequest::isTitle, "must be 1 to 120 printable characters");
    int wantedCores = checks.whole("cores", cores, 1, MOST_CORES);
    Duration expected = duration(checks);
    Instant start = earliestStart == null || earliestStart.isBefore(now) ? now : earliestStart;
    Instant end = end(checks, now);
    checks.require(!start.isAfter(end), "earliestStart", "must not be after the deadline");
    Set<String> zones = places(checks, "allowedZones", allowedZones);
    checks.require(
        gridZones(directory).containsAll(zones), "allowedZones", "must be grid zones of sites");
    Set<String> sites = places(checks, "allowedSites", allowedSites);
    checks.require(
        sites.stream().allMatch(site -> directory.site(site).isPresent()),
        "allowedSites",
        "must be ids of sites");
    Container content = container == null ? null : container.checked(checks);
    checks.throwIfFailed();
    return new TaskOrder(
        title,
        wantedCores,
        expected.toSeconds(),
        start.truncatedTo(ChronoUnit.MILLIS),
        end.truncatedTo(ChronoUnit.MILLIS),
        Boolean.TRUE.equals(interruptible),
        zones,
        sites,
        content);
  }

  private static boolean isGiven(@Nullable List<String> places) {
    return places != null && !places.isEmpty();
  }

  private static Set<String> gridZones(Directory directory) {
    return directory.sites().stream()
        .map(site -> site.current().gridZone())
        .collect(Collectors.toSet());
  }

  private static boolean isTitle(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_NAME
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  private Duration duration(FieldChecks checks) {
    if (expectedDuration == null) {
      checks.refuse("expectedDuration", "is required");
      return SHORTEST;
    }
    try {
      Duration parsed = Duration.parse(expectedDuration);
      checks.require(
          parsed.compareTo(SHORTEST) >= 0 && parsed.compareTo(LONGEST) <= 0,
          "expectedDuration",
          "must be from PT1M to P7D");
      return parsed;
    } catch (DateTimeException e) {
      checks.refuse("expectedDuration", "must be a duration as in ISO 8601, such as PT2H");
      return SHORTEST;
    }
  }

  private Instant end(FieldChecks checks, Instant now) {
    if (deadline == null) {
      checks.refuse("deadline", "is required");
      return Instant.MAX;
    }
    checks.require(
        deadline.isAfter(now) && !deadline.isAfter(now.plus(FARTHEST)),
        "deadline",
        "must be in the next " + FARTHEST.toDays() + " days");
    return deadline;
  }

  private static Set<String> places(
      FieldChecks checks, String field, @Nullable List<String> values) {
    if (values == null) {
      return Set.of();
    }
    boolean fine =
        values.size() <= MOST_PLACES
            && values.stream().allMatch(value -> value != null && value.matches("[\\w-]{1,64}"));
    checks.require(fine, field, "must be at most " + MOST_PLACES + " ids");
    return fine ? Set.copyOf(values) : Set.of();
  }
}
