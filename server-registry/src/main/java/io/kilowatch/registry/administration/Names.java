package io.kilowatch.registry.administration;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.registry.account.Account;
import io.kilowatch.registry.account.AccountStore;
import io.kilowatch.registry.server.ServerStore;
import io.kilowatch.registry.site.Site;
import io.kilowatch.registry.site.SiteStore;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up what the ids of one page stand for, what was retired or deleted too. */
@Component
class Names {

  private final ServerStore servers;
  private final SiteStore sites;
  private final AccountStore accounts;

  Names(ServerStore servers, SiteStore sites, AccountStore accounts) {
    this.servers = servers;
    this.sites = sites;
    this.accounts = accounts;
  }

  /** Which of these ids are of a server, a site or a person; the others are left out. */
  Known of(Collection<String> ids) {
    Map<String, ServerEntry> knownServers = servers.findAll(ids);
    Collection<String> withSites =
        Stream.concat(ids.stream(), knownServers.values().stream().map(ServerEntry::siteId))
            .collect(Collectors.toSet());
    return new Known(knownServers, sites.findAll(withSites), accounts.findAll(ids));
  }

  /** What was found. Ids are random, so none is that of two things. */
  record Known(
      Map<String, ServerEntry> servers, Map<String, Site> sites, Map<String, Account> accounts) {

    @Nullable Named server(String id) {
      ServerEntry server = servers.get(id);
      return server == null ? null : new Named(id, server.name());
    }

    /** The site itself, or the one that the server stands in. */
    @Nullable Named siteOf(String id) {
      ServerEntry server = servers.get(id);
      Site site = sites.get(server == null ? id : server.siteId());
      return site == null ? null : new Named(site.id(), site.name());
    }

    @Nullable Named person(String id) {
      Account account = accounts.get(id);
      return account == null ? null : new Named(id, account.email());
    }
  }

  /** An id with what a person calls it. */
  record Named(String id, String name) {}
}
