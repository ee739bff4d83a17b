package io.kilowatch.base.directory;

import io.kilowatch.contracts.registry.DirectoryEntry;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registry's servers, sites and ingest keys in memory, readable from every thread.
 *
 * <p>Polls and events bring the same entries in any order; the higher revision wins, so neither
 * needs to know of the other. Only a registry that numbers its changes anew is taken as it is.
 */
public final class Directory {

  private final Map<String, ServerEntry> servers = new ConcurrentHashMap<>();
  private final Map<String, SiteEntry> sites = new ConcurrentHashMap<>();
  private final Map<String, IngestKeyEntry> keys = new ConcurrentHashMap<>();
  private final Map<String, IngestKeyEntry> keysByHash = new ConcurrentHashMap<>();
  private final Map<String, List<ServerEntry>> serversByName = new ConcurrentHashMap<>();
  private final Supplier<Stream<DirectoryListener>> listeners;

  private volatile @Nullable Instant loadedAt;

  /**
   * An empty directory.
   *
   * @param listeners asked for at each change, so that they may come into being after it
   */
  public Directory(Supplier<Stream<DirectoryListener>> listeners) {
    this.listeners = listeners;
  }

  /** Whether the registry has answered at least once; before, nothing here means anything. */
  public boolean loaded() {
    return loadedAt != null;
  }

  /** When the registry last answered; the beginning of time if it never has. */
  public Instant loadedAt() {
    Instant at = loadedAt;
    return at == null ? Instant.MIN : at;
  }

  public Optional<ServerEntry> server(String id) {
    return Optional.ofNullable(servers.get(id));
  }

  /** Every server that was ever registered, retired ones too. */
  public Collection<ServerEntry> servers() {
    return List.copyOf(servers.values());
  }

  /** Servers of this name that are in service; names are unique in a site only. */
  public List<ServerEntry> serversByName(String name) {
    return serversByName.getOrDefault(name, List.of());
  }

  public Optional<SiteEntry> site(String id) {
    return siteEvenDeleted(id).filter(site -> !site.deleted());
  }

  /** A site that may have been deleted since: the history of its servers stays. */
  public Optional<SiteEntry> siteEvenDeleted(String id) {
    return Optional.ofNullable(sites.get(id));
  }

  public Collection<SiteEntry> sites() {
    return sites.values().stream().filter(site -> !site.deleted()).toList();
  }

  public Optional<IngestKeyEntry> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /** The key with this SHA-256 in lower-case hexadecimal, revoked or not; null where none has. */
  public @Nullable IngestKeyEntry keyBySha256(String sha256) {
    return keysByHash.get(sha256);
  }

  /** Takes over what a poll brought. */
  public void apply(DirectoryPage page, Instant at) {
    page.sites().forEach(this::apply);
    page.servers().forEach(this::apply);
    page.keys().forEach(this::apply);
    loadedAt = at;
  }

  /**
   * Takes over a registry whose database went back to an earlier state: revisions say nothing about
   * what was known before, and what is not there any more goes.
   *
   * @param all everything that the registry has
   */
  synchronized void replace(DirectoryPage all, Instant at) {
    List<DirectoryEntry> entries =
        Stream.of(all.sites(), all.servers(), all.keys())
            .<DirectoryEntry>flatMap(List::stream)
            .toList();
    Set<String> ids = entries.stream().map(DirectoryEntry::id).collect(Collectors.toSet());
    List<DirectoryEntry> gone =
        Stream.of(sites, servers, keys)
            .<DirectoryEntry>flatMap(held -> held.values().stream())
            .filter(entry -> !ids.contains(entry.id()))
            .toList();
    // What stays is never missing meanwhile: a reading may come with its key right now.
    entries.stream().filter(entry -> !entry.equals(held(entry))).forEach(this::put);
    gone.forEach(this::remove);
    loadedAt = at;
  }

  /** Takes over one entry if it is newer than what is here, and tells the listeners. */
  public synchronized void apply(DirectoryEntry entry) {
    DirectoryEntry before = held(entry);
    if (before == null || before.revision() < entry.revision()) {
      put(entry);
    }
  }

  private @Nullable DirectoryEntry held(DirectoryEntry entry) {
    return switch (entry) {
      case ServerEntry server -> servers.get(server.id());
      case SiteEntry site -> sites.get(site.id());
      case IngestKeyEntry key -> keys.get(key.id());
    };
  }

  private void put(DirectoryEntry entry) {
    switch (entry) {
      case ServerEntry server -> putServer(server);
      case SiteEntry site -> sites.put(site.id(), site);
      case IngestKeyEntry key -> {
        keys.put(key.id(), key);
        keysByHash.put(key.sha256(), key);
      }
    }
    tell(entry);
  }

  private void putServer(ServerEntry server) {
    ServerEntry before = servers.put(server.id(), server);
    if (before != null) {
      removeName(before);
    }
    if (!server.retired()) {
      serversByName.compute(server.name(), (name, named) -> with(named, server));
    }
  }

  private void remove(DirectoryEntry entry) {
    switch (entry) {
      case ServerEntry server -> {
        servers.remove(server.id());
        removeName(server);
      }
      case SiteEntry site -> sites.remove(site.id());
      case IngestKeyEntry key -> {
        keys.remove(key.id());
        // The operator's own key may be there anew, under another id.
        keysByHash.remove(key.sha256(), key);
      }
    }
    tell(entry);
  }

  private void removeName(ServerEntry server) {
    serversByName.computeIfPresent(server.name(), (name, named) -> without(named, server.id()));
  }

  private void tell(DirectoryEntry entry) {
    listeners.get().forEach(listener -> listener.changed(entry));
  }

  private static @Nullable List<ServerEntry> without(List<ServerEntry> named, String id) {
    List<ServerEntry> rest = named.stream().filter(server -> !server.id().equals(id)).toList();
    return rest.isEmpty() ? null : rest;
  }

  private static List<ServerEntry> with(@Nullable List<ServerEntry> named, ServerEntry server) {
    List<ServerEntry> all = new ArrayList<>(named == null ? List.of() : named);
    all.add(server);
    return List.copyOf(all);
  }
}
