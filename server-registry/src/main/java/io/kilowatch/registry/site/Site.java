package io.kilowatch.registry.site;

import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A site as it is kept.
 *
 * @param nameKey what must be unique: the name of a site that is there, the id of a deleted one
 * @param periods what emissions and cost depend on, oldest first
 */
@Document("sites")
public record Site(
    @Id String id,
    @Version @Nullable Long version,
    @Indexed long revision,
    @Indexed String name,
    @Indexed(unique = true) String nameKey,
    double latitude,
    double longitude,
    boolean deleted,
    Instant createdAt,
    List<SitePeriod> periods) {

  public Site {
    periods = List.copyOf(periods);
  }

  static Site created(String id, long revision, SiteForm form, Instant now) {
    return new Site(
        id,
        null,
        revision,
        form.name(),
        nameKey(form.name()),
        form.latitude(),
        form.longitude(),
        false,
        now,
        List.of(form.periodFrom(now)));
  }

  static String nameKey(String name) {
    return "name:" + name.toLowerCase(Locale.ROOT);
  }

  /** What holds now. */
  public SitePeriod current() {
    return periods.getLast();
  }

  Site edited(long newRevision, SiteForm form, Instant now) {
    return new Site(
        id,
        version,
        newRevision,
        form.name(),
        nameKey(form.name()),
        form.latitude(),
        form.longitude(),
        deleted,
        createdAt,
        periodsWith(form.periodFrom(now)));
  }

  Site withDeleted(boolean nowDeleted, long newRevision) {
    return new Site(
        id,
        version,
        newRevision,
        name,
        nowDeleted ? "deleted:" + id : nameKey(name),
        latitude,
        longitude,
        nowDeleted,
        createdAt,
        periods);
  }

  SiteEntry entry() {
    return new SiteEntry(id, revision, deleted, name, latitude, longitude, periods);
  }

  /** The past stays as it was: what differs holds from now on. */
  private List<SitePeriod> periodsWith(SitePeriod next) {
    SitePeriod last = current();
    if (next.equals(
        new SitePeriod(
            next.validFrom(),
            last.gridZone(),
            last.pue(),
            last.electricityPricePerKwh(),
            last.currency()))) {
      return periods;
    }
    List<SitePeriod> changed = new ArrayList<>(periods);
    if (!next.validFrom().isAfter(last.validFrom())) {
      changed.removeLast(); // within one millisecond, or the clock went back: it never held
    }
    changed.add(next);
    return changed;
  }
}
