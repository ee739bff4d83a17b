package io.kilowatch.registry.server;

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
import io.kilowatch.registry.key.IssuedKey;
import io.kilowatch.registry.revision.Revisions;
import io.kilowatch.registry.site.Site;
import io.kilowatch.registry.site.SiteStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Registers, edits, retires and restores servers. */
@Component
class Servers {

  private final ServerStore store;
  private final SiteStore sites;
  private final IngestKeys keys;
  private final Revisions revisions;
  private final RegistryEvents events;
  private final AuditLog audit;
  private final Clock clock;

  Servers(
      ServerStore store,
      SiteStore sites,
      IngestKeys keys,
      Revisions revisions,
      RegistryEvents events,
      AuditLog audit,
      Clock clock) {
    this.store = store;
    this.sites = sites;
    this.keys = keys;
    this.revisions = revisions;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  Server get(String id) {
    return store.find(id).orElseThrow(() -> ProblemException.notFound("server " + id));
  }

  /** Its site, also a deleted one. */
  Site siteOf(Server server) {
    return siteOf(server, sites.findAll(List.of(server.siteId())));
  }

  /** Its site among these by their ids. */
  static Site siteOf(Server server, Map<String, Site> sites) {
    Site site = sites.get(server.siteId());
    if (site == null) {
      throw ProblemException.notFound("site " + server.siteId());
    }
    return site;
  }

  /** Registers a server and issues its key; the site's deletion may cross it (see there). */
  Registered register(CurrentUser actor, String siteId, ServerForm form) {
    Server server = insert(siteId, form);
    if (sites.find(siteId).isEmpty()) {
      store.save(server.withRetiredAt(clock.instant(), revisions.next()));
      throw siteGone();
    }
    IssuedKey key = keys.issue(actor, KeyScope.SERVER, server.id());
    publish(RegistryEvent.SERVER_REGISTERED, server);
    audit.record(
        actor,
        "server.registered",
        server.id(),
        Map.of("name", server.name(), "siteId", siteId, "sensorMode", server.sensorMode().name()));
    return new Registered(server, key.ingestKey());
  }

  /** Changes the version that the client has seen. */
  Server edit(CurrentUser actor, String id, IfMatch expected, UnaryOperator<ServerForm> changed) {
    Server before = inService(id);
    expected.check(before.versionIn(siteOf(before)));
    ServerForm form = changed.apply(before.form());
    if (form.equals(before.form())) {
      return before;
    }
    Server after = save(before.edited(revisions.next(), form, clock.instant()), expected);
    publish(RegistryEvent.SERVER_UPDATED, after);
    audit.record(actor, "server.updated", id, changes(before, after));
    return after;
  }

  /** Retires it; a retired one stays as it is. */
  void retire(CurrentUser actor, String id) {
    Server before = get(id);
    if (before.retired()) {
      return;
    }
    Server after = save(before.withRetiredAt(clock.instant(), revisions.next()));
    publish(RegistryEvent.SERVER_RETIRED, after);
    audit.record(actor, "server.retired", id, Map.of("name", after.name()));
  }

  /** Takes it back into service; one in service stays as it is. */
  Server restore(CurrentUser actor, String id) {
    Server before = get(id);
    if (!before.retired()) {
      return before;
    }
    if (sites.find(before.siteId()).isEmpty()) {
      throw siteGone();
    }
    Server after = save(before.withRetiredAt(null, revisions.next()));
    if (sites.find(before.siteId()).isEmpty()) {
      save(after.withRetiredAt(before.retiredAt(), revisions.next()));
      throw siteGone();
    }
    publish(RegistryEvent.SERVER_RESTORED, after);
    audit.record(actor, "server.restored", id, Map.of("name", after.name()));
    return after;
  }

  IssuedKey rotateKey(CurrentUser actor, String id) {
    return keys.issue(actor, KeyScope.SERVER, inService(id).id());
  }

  void revokeKey(CurrentUser actor, String id) {
    if (!keys.revoke(actor, KeyScope.SERVER, get(id).id())) {
      throw ProblemException.notFound("valid key of server " + id);
    }
  }

  private Server inService(String id) {
    Server server = get(id);
    if (server.retired()) {
      throw ProblemException.conflict("The server is retired; restore it first.");
    }
    return server;
  }

  private Server insert(String siteId, ServerForm form) {
    try {
      return store.insert(
          Server.registered(Identifier.fresh(), revisions.next(), siteId, form, clock.instant()));
    } catch (DuplicateKeyException e) {
      throw nameTaken();
    }
  }

  private Server save(Server changed) {
    return save(changed, IfMatch.ANY);
  }

  private Server save(Server changed, IfMatch expected) {
    try {
      return store.save(changed);
    } catch (DuplicateKeyException e) {
      throw nameTaken();
    } catch (OptimisticLockingFailureException e) {
      throw expected.overtaken();
    }
  }

  private void publish(String type, Server server) {
    events.publish(RegistryEvent.ofServer(type, clock.instant(), server.entry()));
  }

  private static ProblemException nameTaken() {
    return ProblemException.conflict("name", "is the name of another server in this site");
  }

  private static ProblemException siteGone() {
    return ProblemException.conflict("siteId", "is a site that was deleted");
  }

  private static Map<String, String> changes(Server before, Server after) {
    return new Changes()
        .field("name", before.name(), after.name())
        .field("rack", before.rack(), after.rack())
        .field("cores", before.cores(), after.cores())
        .field("sensorMode", before.sensorMode(), after.sensorMode())
        .field("labels", Label.mapOf(before.labels()), Label.mapOf(after.labels()))
        .field("energy", before.energy(), after.energy())
        .details();
  }

  /** A server with the key that is shown once. */
  record Registered(Server server, String ingestKey) {}
}
