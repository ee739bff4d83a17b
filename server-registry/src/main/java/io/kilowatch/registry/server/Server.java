package io.kilowatch.registry.server;

import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.registry.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A server as it is kept.
 *
 * @param nameKey what must be unique in a site: the name of a server in service, the id of a
 *     retired one, so that its name can be given again
 * @param periods energy specifications, oldest first
 */
@Document("servers")
@CompoundIndex(name = "name_in_site", def = "{'siteId': 1, 'nameKey': 1}", unique = true)
@CompoundIndex(name = "by_name", def = "{'name': 1, '_id': 1}")
record Server(
    @Id String id,
    @Version @Nullable Long version,
    @Indexed long revision,
    String name,
    String nameKey,
    String siteId,
    String rack,
    int cores,
    SensorMode sensorMode,
    List<Label> labels,
    Instant registeredAt,
    @Nullable Instant retiredAt,
    List<EnergyPeriod> periods) {

  Server {
    labels = List.copyOf(labels);
    periods = List.copyOf(periods);
  }

  static Server registered(String id, long revision, String siteId, ServerForm form, Instant now) {
    return new Server(
        id,
        null,
        revision,
        form.name(),
        nameKey(form.name()),
        siteId,
        form.rack(),
        form.cores(),
        form.sensorMode(),
        Label.listOf(form.labels()),
        now,
        null,
        List.of(new EnergyPeriod(now, form.energy())));
  }

  static String nameKey(String name) {
    return "name:" + name.toLowerCase(Locale.ROOT);
  }

  /** What holds now. */
  EnergySpecification energy() {
    return periods.getLast().energy();
  }

  /**
   * The version of what a client sees of it, which is partly its site's. A server stays in its site
   * and both versions only grow, so there is each sum once.
   */
  long versionIn(Site site) {
    return Objects.requireNonNullElse(version, 0L) + Objects.requireNonNullElse(site.version(), 0L);
  }

  boolean retired() {
    return retiredAt != null;
  }

  /** As the form has it; another energy specification holds from now on. */
  Server edited(long newRevision, ServerForm form, Instant now) {
    return new Server(
        id,
        version,
        newRevision,
        form.name(),
        nameKey(form.name()),
        siteId,
        form.rack(),
        form.cores(),
        form.sensorMode(),
        Label.listOf(form.labels()),
        registeredAt,
        retiredAt,
        periodsWith(form.energy(), now));
  }

  Server withRetiredAt(@Nullable Instant at, long newRevision) {
    return new Server(
        id,
        version,
        newRevision,
        name,
        at == null ? nameKey(name) : "retired:" + id,
        siteId,
        rack,
        cores,
        sensorMode,
        labels,
        registeredAt,
        at,
        periods);
  }

  /** The fields that a client may change, as they are. */
  ServerForm form() {
    return new ServerForm(name, rack, cores, energy(), sensorMode, Label.mapOf(labels));
  }

  ServerEntry entry() {
    return new ServerEntry(
        id,
        revision,
        name,
        siteId,
        rack,
        cores,
        sensorMode,
        Label.mapOf(labels),
        registeredAt,
        retiredAt,
        periods);
  }

  private List<EnergyPeriod> periodsWith(EnergySpecification energy, Instant now) {
    if (energy.equals(energy())) {
      return periods;
    }
    List<EnergyPeriod> changed = new ArrayList<>(periods);
    if (!now.isAfter(periods.getLast().validFrom())) {
      changed.removeLast(); // within one millisecond, or the clock went back: it never held
    }
    changed.add(new EnergyPeriod(now, energy));
    return changed;
  }
}
