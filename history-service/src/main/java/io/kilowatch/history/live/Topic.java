package io.kilowatch.history.live;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be subscribed to: one server, or the fleet.
 *
 * @param destination as STOMP names it
 * @param bindingKey of the queue while somebody watches
 */
record Topic(String destination, String bindingKey) {

  static final Topic FLEET = new Topic("/topic/fleet", "#");

  private static final String SERVER_PREFIX = "/topic/servers.";

  // No dots, stars or slashes: the simple broker and the exchange both take those for patterns.
  private static final Pattern SERVER = Pattern.compile("/topic/servers\\.([A-Za-z0-9_-]{1,64})");

  static Topic ofServer(String id) {
    return new Topic(SERVER_PREFIX + id, id + ".*");
  }

  /** Empty for anything but the two kinds of topics. */
  static Optional<Topic> parse(String destination) {
    if (destination.equals(FLEET.destination())) {
      return Optional.of(FLEET);
    }
    Matcher matcher = SERVER.matcher(destination);
    return matcher.matches() ? Optional.of(ofServer(matcher.group(1))) : Optional.empty();
  }

  /** Empty for the fleet. */
  String serverId() {
    return this.equals(FLEET) ? "" : destination.substring(SERVER_PREFIX.length());
  }
}
