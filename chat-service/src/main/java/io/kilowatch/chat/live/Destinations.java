package io.kilowatch.chat.live;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be subscribed and sent to; a contract with pages, written down in chat-socket.md. */
final class Destinations {

  /** What became of what this socket has sent. */
  static final String REPLIES = "/user/queue/replies";

  /** Conversations that are new or have changed. */
  static final String INBOX = "/user/queue/inbox";

  private static final String USER_PREFIX = "/user";

  // No dots, stars or slashes: the simple broker takes those for patterns.
  private static final Pattern CONVERSATION =
      Pattern.compile("/topic/conversations\\.([A-Za-z0-9_-]{1,64})");
  private static final Pattern SENDABLE =
      Pattern.compile("/app/conversations\\.[A-Za-z0-9_-]{1,64}(\\.(typing|delivered|read))?");

  private Destinations() {}

  static String ofConversation(String id) {
    return "/topic/conversations." + id;
  }

  /** The id of the conversation; empty for anything else. */
  static Optional<String> conversation(String destination) {
    Matcher matcher = CONVERSATION.matcher(destination);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  static boolean isOwn(String destination) {
    return destination.equals(REPLIES) || destination.equals(INBOX);
  }

  static boolean isSendable(String destination) {
    return SENDABLE.matcher(destination).matches();
  }

  /** As the template for messages to a person wants it. */
  static String withoutUser(String destination) {
    return destination.substring(USER_PREFIX.length());
  }
}
