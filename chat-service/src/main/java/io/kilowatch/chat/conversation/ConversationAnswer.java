package io.kilowatch.chat.conversation;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.person.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as one of those who may see it gets it.
 *
 * @param version goes up with each change
 * @param state {@code open} or {@code closed}
 * @param lastSequence number of the last message; 0 of none
 * @param unread messages that the asking person has not read
 * @param overdue whether its owner has waited for an answer for longer than is promised
 * @param overdueAt when that is or will be so; null while nobody waits
 * @param readUpTo the highest number that each person has read, by the person's id
 * @param deliveredUpTo the highest number that has reached a page of each person
 */
public record ConversationAnswer(
    String id,
    long version,
    String subject,
    @Nullable String serverId,
    @Nullable Instant from,
    @Nullable Instant to,
    Person owner,
    @Nullable Person assignee,
    String state,
    Instant createdAt,
    Instant lastAt,
    @Nullable Instant waitingSince,
    boolean overdue,
    @Nullable Instant overdueAt,
    long lastSequence,
    long unread,
    Map<String, Long> readUpTo,
    Map<String, Long> deliveredUpTo) {

  static ConversationAnswer of(Conversation it, CurrentUser user, Instant now, Duration promised) {
    Conversation.Subject about = it.about();
    Instant waitingSince = it.waitingSince();
    Instant overdueAt = waitingSince == null ? null : waitingSince.plus(promised);
    return new ConversationAnswer(
        it.id(),
        it.version() == null ? 0 : it.version(),
        it.subject(),
        about == null ? null : about.serverId(),
        about == null ? null : about.from(),
        about == null ? null : about.to(),
        it.owner(),
        it.assignee(),
        it.state().name().toLowerCase(Locale.ROOT),
        it.createdAt(),
        it.lastAt(),
        waitingSince,
        overdueAt != null && overdueAt.isBefore(now),
        overdueAt,
        it.lastSequence(),
        Math.max(0, it.lastSequence() - it.readUpTo().getOrDefault(user.id(), 0L)),
        it.readUpTo(),
        it.deliveredUpTo());
  }
}
