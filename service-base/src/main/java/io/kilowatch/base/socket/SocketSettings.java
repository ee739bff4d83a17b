package io.kilowatch.base.socket;

import java.util.List;

/**
 * What a service wants of its web sockets; one that has a bean of this kind gets them, at {@code
 * /ws/<name>}.
 *
 * @param name also of threads and meters: {@code kilowatch.<name>.sockets}
 * @param destinations prefixes of what can be subscribed to
 * @param renewingCalls pattern of the calls that keep the sockets of their session open
 * @param longestMessage that a client may send, in characters; each socket keeps a buffer of it
 * @param mostSockets that may be open at once
 */
public record SocketSettings(
    String name,
    List<String> destinations,
    String renewingCalls,
    int longestMessage,
    int mostSockets) {

  public SocketSettings {
    destinations = List.copyOf(destinations);
  }
}
