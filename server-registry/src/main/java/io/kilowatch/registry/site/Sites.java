package io.kilowatch.registry.site;

import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.kilowatch.registry.audit.AuditLog;
import io.kilowatch.registry.audit.Changes;
import io.kilowatch.registry.event.RegistryEvents;
import io.kilowatch.registry.input.IfMatch;
import io.kilowatch.registry.key.IngestKeys;
import io.kilowatch.registry.revision.Revisions;
import java.time.Clock;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Creates, edits and deletes sites. */
@Component
class Sites {

  private final SiteStore store;
  private final SiteOccupancy occupancy;
  private final IngestKeys keys;
  private final Revisions revisions;
  private final RegistryEvents events;
  private final AuditLog audit;
  private final Clock clock;

  Sites(
      SiteStore store,
      SiteOccupancy occupancy,
      IngestKeys keys,
      Revisions revisions,
      RegistryEvents events,
      AuditLog audit,
      Clock clock) {
    this.store = store;
    this.occupancy = occupancy;
    this.keys = keys;
    this.revisions = revisions;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  Site get(String id) {
    return store.find(id).orElseThrow(() -> ProblemException.notFound("site " + id));
  }

  Site create(CurrentUser actor, SiteForm form) {
    Site site;
    try {
      site =
          store.insert(Site.created(Identifier.fresh(), revisions.next(), form, clock.instant()));
    } catch (DuplicateKeyException e) {
      throw nameTaken();
    }
    publish(RegistryEvent.SITE_CREATED, site);
    audit.record(actor, "site.created", site.id(), Map.of("name", site.name()));
    return site;
  }

  Site edit(CurrentUser actor, String id, SiteForm form, IfMatch expected) {
    Site before = get(id);
    expected.check(before.version());
    Site after;
    try {
      after = store.save(before.edited(revisions.next(), form, clock.instant()));
    } catch (DuplicateKeyException e) {
      throw nameTaken();
    } catch (OptimisticLockingFailureException e) {
      throw expected.overtaken();
    }
    publish(RegistryEvent.SITE_UPDATED, after);
    audit.record(actor, "site.updated", id, changes(before, after));
    return after;
  }

  /**
   * Deletes an empty site. A server may be registered there at the same time: it is marked first
   * and looked at afterwards, while registering writes first and looks at the mark afterwards, so
   * that at least one of the two sees the other.
   */
  void delete(CurrentUser actor, String id) {
    Site before = get(id);
    if (occupancy.occupied(id)) {
      throw occupied();
    }
    Site deleted;
    try {
      deleted = store.save(before.withDeleted(true, revisions.next()));
      if (occupancy.occupied(id)) {
        store.save(deleted.withDeleted(false, revisions.next()));
        throw occupied();
      }
    } catch (OptimisticLockingFailureException e) {
      throw IfMatch.ANY.overtaken();
    }
    keys.revoke(actor, KeyScope.SITE, id);
    publish(RegistryEvent.SITE_DELETED, deleted);
    audit.record(actor, "site.deleted", id, Map.of("name", before.name()));
  }

  private static ProblemException occupied() {
    return ProblemException.conflict("The site has servers; retire them first.");
  }

  private void publish(String type, Site site) {
    events.publish(RegistryEvent.ofSite(type, clock.instant(), site.entry()));
  }

  private static ProblemException nameTaken() {
    return ProblemException.conflict("name", "is the name of another site");
  }

  private static Map<String, String> changes(Site before, Site after) {
    return new Changes()
        .field("name", before.name(), after.name())
        .field("latitude", before.latitude(), after.latitude())
        .field("longitude", before.longitude(), after.longitude())
        .field("gridZone", before.current().gridZone(), after.current().gridZone())
        .field("pue", before.current().pue(), after.current().pue())
        .field(
            "electricityPricePerKwh",
            before.current().electricityPricePerKwh(),
            after.current().electricityPricePerKwh())
        .field("currency", before.current().currency(), after.current().currency())
        .details();
  }
}
