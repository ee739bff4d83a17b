package io.kilowatch.chat.message;

import io.kilowatch.chat.person.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A message as it is kept.
 *
 * @param sequence 1, 2, 3 and so on in its conversation: the index makes sure that each is there
 *     once
 * @param clientId what the sender's page calls it, by which a repetition is known
 * @param text empty once it was withdrawn
 * @param revision goes up with each change, so that a late event does not undo a newer one
 */
@Document("messages")
@CompoundIndex(
    name = "conversation_sequence",
    def = "{'conversationId': 1, 'sequence': 1}",
    unique = true)
@CompoundIndex(name = "sender_client", def = "{'senderId': 1, 'clientId': 1}", unique = true)
public record Message(
    @Id String id,
    String conversationId,
    long sequence,
    String senderId,
    Person sender,
    String clientId,
    String text,
    Instant at,
    @Nullable Instant editedAt,
    boolean withdrawn,
    long revision) {

  Message withSequence(long other) {
    return new Message(
        id,
        conversationId,
        other,
        senderId,
        sender,
        clientId,
        text,
        at,
        editedAt,
        withdrawn,
        revision);
  }
}
