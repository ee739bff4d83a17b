package io.kilowatch.chat.message;

import io.kilowatch.chat.person.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as those who may see its conversation get it, over HTTP and web sockets. */
public record MessageAnswer(
    String conversationId,
    long sequence,
    Person sender,
    String clientId,
    String text,
    Instant at,
    @Nullable Instant editedAt,
    boolean withdrawn,
    long revision) {

  public static MessageAnswer of(Message message) {
    return new MessageAnswer(
        message.conversationId(),
        message.sequence(),
        message.sender(),
        message.clientId(),
        message.text(),
        message.at(),
        message.editedAt(),
        message.withdrawn(),
        message.revision());
  }
}
