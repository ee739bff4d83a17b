package io.kilowatch.chat.message;

import io.kilowatch.chat.conversation.ConversationLists;
import io.kilowatch.chat.conversation.Conversations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes conversations in which nobody has said anything for as long as they are kept. */
@Component
class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 100;

  private final Conversations conversations;
  private final ConversationLists lists;
  private final MessageStore messages;
  private final Clock clock;
  private final Duration kept;

  Retention(
      Conversations conversations,
      ConversationLists lists,
      MessageStore messages,
      Clock clock,
      @Value("${kilowatch.chat.retention}") Duration kept) {
    this.conversations = conversations;
    this.lists = lists;
    this.messages = messages;
    this.clock = clock;
    this.kept = kept;
  }

  /**
   * The messages first: a sweep that is broken off finds the conversation again. What is said
   * meanwhile stays, as does its conversation.
   */
  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
  void sweep() {
    Instant end = clock.instant().minus(kept);
    List<String> silent = lists.silentSince(end, BATCH);
    while (!silent.isEmpty()) {
      for (String id : silent) {
        messages.deleteBefore(id, end);
        conversations.deleteIfSilentSince(id, end);
      }
      LOG.info("{} conversations have been kept for as long as they are", silent.size());
      silent = lists.silentSince(end, BATCH);
    }
  }
}
