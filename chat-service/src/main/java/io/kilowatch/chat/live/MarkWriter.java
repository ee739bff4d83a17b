package io.kilowatch.chat.live;

import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.chat.conversation.Conversations;
import io.kilowatch.chat.conversation.Marks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Writes how far people are, four times a second and all together: each message that is told has
 * everybody who watches say that it has come.
 */
@Component
final class MarkWriter extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(MarkWriter.class);
  private static final long PAUSE_MILLIS = 250;
  private static final int MOST_AT_ONCE = 500;

  private final Conversations conversations;
  private final Map<String, Marks> waiting = new LinkedHashMap<>();

  MarkWriter(Conversations conversations) {
    super("chat-marks", PAUSE_MILLIS);
    this.conversations = conversations;
  }

  /** With the next round; of a person's marks the highest counts. */
  synchronized void add(String conversationId, Marks marks) {
    waiting.merge(conversationId, marks, Marks::and);
  }

  @Override
  protected void round() {
    Map<String, Marks> some = take();
    while (!some.isEmpty()) {
      try {
        conversations.mark(some);
      } catch (DataAccessException e) {
        LOG.debug("marks are written later: {}", e.getMessage());
        some.forEach(this::add);
        return;
      }
      some = take();
    }
  }

  private synchronized Map<String, Marks> take() {
    Map<String, Marks> taken = new LinkedHashMap<>();
    waiting.entrySet().stream()
        .limit(MOST_AT_ONCE)
        .forEach(each -> taken.put(each.getKey(), each.getValue()));
    taken.keySet().forEach(waiting::remove);
    return taken;
  }
}
