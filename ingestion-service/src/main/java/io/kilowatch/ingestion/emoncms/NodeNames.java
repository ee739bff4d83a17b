package io.kilowatch.ingestion.emoncms;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.ServerEntry;
import java.util.List;

/** Finds the server that a node stands for: by its id, or by its name where that is enough. */
final class NodeNames {

  private final Directory directory;

  NodeNames(Directory directory) {
    this.directory = directory;
  }

  /**
   * The server's id, or the node itself where no server or more than one has that name; the intake
   * then refuses it as an unknown server.
   */
  String serverId(String node, IngestKeyEntry key) {
    if (directory.server(node).isPresent()) {
      return node;
    }
    List<ServerEntry> named =
        directory.serversByName(node).stream().filter(server -> inScope(server, key)).toList();
    return named.size() == 1 ? named.getFirst().id() : node;
  }

  /** Names are unique in a site only, so a site's key narrows them down. */
  private static boolean inScope(ServerEntry server, IngestKeyEntry key) {
    return switch (key.scope()) {
      case SERVER -> server.id().equals(key.scopeId());
      case SITE -> server.siteId().equals(key.scopeId());
      case EMULATORS -> true;
    };
  }
}
