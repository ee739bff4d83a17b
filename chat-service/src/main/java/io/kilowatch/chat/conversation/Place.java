package io.kilowatch.chat.conversation;

/**
 * Where a message goes.
 *
 * @param id the conversation's
 * @param ownerId who waits for an answer when this person has spoken
 * @param lastSequence the highest number that is known to be taken
 */
public record Place(String id, String ownerId, long lastSequence) {

  public static Place in(Conversation conversation) {
    return new Place(conversation.id(), conversation.ownerId(), conversation.lastSequence());
  }
}
