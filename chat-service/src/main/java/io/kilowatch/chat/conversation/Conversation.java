package io.kilowatch.chat.conversation;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.person.Person;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A conversation as it is kept, without its messages.
 *
 * @param subject what it is about
 * @param about the server and time it began at; null where it is about none
 * @param assignee the engineer who looks after it; null until one has claimed it
 * @param lastSequence the number of its last message; 0 while there is none
 * @param lastAt when the last message came, or it was begun
 * @param waitingSince since when its owner waits for an answer; null while nobody waits
 * @param readUpTo the highest number that each person has read, by the person's id
 * @param deliveredUpTo the highest number that has reached a page of each person
 * @param edits how often messages of it were edited or withdrawn
 * @param changedAt when anything of this last changed
 */
@Document("conversations")
public record Conversation(
    @Id String id,
    @Version @Nullable Long version,
    String subject,
    @Nullable Subject about,
    @Indexed String ownerId,
    Person owner,
    @Nullable Person assignee,
    State state,
    Instant createdAt,
    long lastSequence,
    @Indexed Instant lastAt,
    @Nullable Instant waitingSince,
    Map<String, Long> readUpTo,
    Map<String, Long> deliveredUpTo,
    long edits,
    @Indexed Instant changedAt) {

  public enum State {
    OPEN,
    CLOSED
  }

  /**
   * What somebody looked at when they asked for help.
   *
   * @param from begin of the chart's time; null where none was shown
   */
  public record Subject(String serverId, @Nullable Instant from, @Nullable Instant to) {}

  public Conversation {
    readUpTo = Map.copyOf(readUpTo);
    // Development builds before kept no such marks.
    deliveredUpTo = deliveredUpTo == null ? Map.of() : Map.copyOf(deliveredUpTo);
  }

  /** Owners see their own, engineers all. */
  public boolean isVisibleTo(CurrentUser user) {
    return Person.isEngineer(user) || ownerId.equals(user.id());
  }
}
