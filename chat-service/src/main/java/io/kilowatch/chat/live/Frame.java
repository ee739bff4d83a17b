package io.kilowatch.chat.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.kilowatch.chat.conversation.ConversationAnswer;
import io.kilowatch.chat.message.MessageAnswer;
import io.kilowatch.chat.person.Person;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client is told, with the name of its kind as {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Frame.Subscribed.class, name = "subscribed"),
  @JsonSubTypes.Type(value = Frame.Sent.class, name = "sent"),
  @JsonSubTypes.Type(value = Frame.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = Frame.Said.class, name = "message"),
  @JsonSubTypes.Type(value = Frame.Marks.class, name = "marks"),
  @JsonSubTypes.Type(value = Frame.IsTyping.class, name = "typing"),
  @JsonSubTypes.Type(value = Frame.Present.class, name = "presence"),
  @JsonSubTypes.Type(value = Frame.Changes.class, name = "conversations")
})
sealed interface Frame {

  /** From now on nothing is sent past this subscription. */
  record Subscribed() implements Frame {}

  /** A message of this client is in the store. */
  record Sent(String clientId, MessageAnswer message) implements Frame {}

  /**
   * A message of this client is not in the store.
   *
   * @param status as the same call over HTTP would have it
   * @param field the one at fault; null where none is
   * @param retryAfterSeconds when to send it again; null where that is no use
   */
  record Refused(
      @Nullable String clientId,
      int status,
      String reason,
      @Nullable String field,
      @Nullable Long retryAfterSeconds)
      implements Frame {}

  /** A message is new or has changed. */
  record Said(MessageAnswer message) implements Frame {}

  /** The highest number that has reached each person, and that each has read. */
  record Marks(Map<String, Long> deliveredUpTo, Map<String, Long> readUpTo) implements Frame {}

  record IsTyping(Person person, boolean typing) implements Frame {}

  /** All who have the conversation open. */
  record Present(List<Person> people) implements Frame {}

  /** Conversations that are new or have changed, as this person may see them. */
  record Changes(List<ConversationAnswer> items) implements Frame {}
}
