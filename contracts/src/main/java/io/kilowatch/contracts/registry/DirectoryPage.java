package io.kilowatch.contracts.registry;

import java.util.List;

/**
 * The registry's answer to "what changed since": every entry with a revision above the one asked
 * for, and some below it, because two writers may finish in another order than they were numbered.
 * A client applies an entry when its revision is newer than what it holds.
 *
 * @param revision to ask with next time
 * @param keys empty unless they were asked for
 */
public record DirectoryPage(
    long revision, List<ServerEntry> servers, List<SiteEntry> sites, List<IngestKeyEntry> keys) {

  public DirectoryPage {
    servers = List.copyOf(servers);
    sites = List.copyOf(sites);
    keys = List.copyOf(keys);
  }
}
