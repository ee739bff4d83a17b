package io.kilowatch.chat.conversation;

import io.kilowatch.base.security.CurrentUser;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells people of conversations: with what they have not read, and what is overdue now. */
@Component
public class ConversationAnswers {

  private final Clock clock;
  private final Duration promised;

  /**
   * Answers for these.
   *
   * @param promised how long an answer may take before it is overdue
   */
  ConversationAnswers(Clock clock, @Value("${kilowatch.chat.answer-within}") Duration promised) {
    this.clock = clock;
    this.promised = promised;
  }

  /** The conversation as this person gets it. */
  public ConversationAnswer of(CurrentUser user, Conversation conversation) {
    return ConversationAnswer.of(conversation, user, clock.instant(), promised);
  }
}
