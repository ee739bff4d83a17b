package io.kilowatch.history.live;

import io.kilowatch.contracts.BrokerNames;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be subscribed to: one server, or the fleet, value by value or in batches.
 *
 * @param destination as STOMP names it
 * @param bindingKey of the queue while somebody watches
 */
record Topic(String destination, String bindingKey) {

  static final Topic FLEET = new Topic("/topic/fleet", "#");
  static final Topic FLEET_BATCHES = new Topic("/topic/fleet.batches", "#");

  private static final String SERVER_PREFIX = "/topic/servers.";

  // No dots, stars or slashes: the simple broker takes those for patterns.
  private static final Pattern SERVER = Pattern.compile("/topic/servers\\.([A-Za-z0-9_-]{1,64})");

  static Topic ofServer(String id) {
    return new Topic(SERVER_PREFIX + id, BrokerNames.liveRoutingKey(id));
  }

  /** Empty for anything but these kinds of topics. */
  static Optional<Topic> parse(String destination) {
    for (Topic fleet : List.of(FLEET, FLEET_BATCHES)) {
      if (destination.equals(fleet.destination())) {
        return Optional.of(fleet);
      }
    }
    Matcher matcher = SERVER.matcher(destination);
    return matcher.matches() ? Optional.of(ofServer(matcher.group(1))) : Optional.empty();
  }

  /** Empty for the fleet. */
  String serverId() {
    return destination.startsWith(SERVER_PREFIX)
        ? destination.substring(SERVER_PREFIX.length())
        : "";
  }
}
