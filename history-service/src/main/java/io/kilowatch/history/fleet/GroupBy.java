package io.kilowatch.history.fleet;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How servers are put into groups, by what the registry says of them now.
 *
 * @param group finds a server's group
 */
record GroupBy(BiFunction<ServerEntry, Directory, Group> group) {

  private static final String LABEL = "label:";
  private static final int LONGEST_LABEL = 100;

  /**
   * A group.
   *
   * @param key what identifies it; empty for servers that lack the label
   * @param name what a person calls it
   */
  record Group(String key, String name) {}

  /** Reads the parameter {@code groupBy}; without it, all servers are one group. */
  static GroupBy parse(@Nullable String text) {
    return switch (text) {
      case null -> new GroupBy((server, directory) -> new Group("fleet", "Fleet"));
      case "site" -> new GroupBy(GroupBy::site);
      case "rack" -> new GroupBy(GroupBy::rack);
      case "source" -> new GroupBy((server, directory) -> same(server.energy().source().name()));
      default -> new GroupBy(byLabel(text));
    };
  }

  private static BiFunction<ServerEntry, Directory, Group> byLabel(String text) {
    String label = text.startsWith(LABEL) ? text.substring(LABEL.length()) : "";
    if (label.isEmpty() || label.length() > LONGEST_LABEL) {
      throw ProblemException.badRequest("groupBy", "must be site, rack, source or label:<name>");
    }
    return (server, directory) -> same(server.labels().getOrDefault(label, ""));
  }

  private static Group site(ServerEntry server, Directory directory) {
    return new Group(server.siteId(), siteName(server, directory));
  }

  /** Racks are called the same in many sites. */
  private static Group rack(ServerEntry server, Directory directory) {
    return new Group(
        server.siteId() + "/" + server.rack(), siteName(server, directory) + " / " + server.rack());
  }

  /** How many there are. */
  long groups(Directory directory) {
    return directory.servers().stream()
        .map(server -> group.apply(server, directory).key())
        .distinct()
        .count();
  }

  static String siteName(ServerEntry server, Directory directory) {
    return directory.siteEvenDeleted(server.siteId()).map(SiteEntry::name).orElse(server.siteId());
  }

  private static Group same(String value) {
    return new Group(value, value);
  }
}
