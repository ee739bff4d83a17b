package io.kilowatch.chat.conversation;

import io.kilowatch.chat.event.ChatEvent;

/**
 * A conversation is new or has changed.
 *
 * @param spoken whether the change is that a message has come, of which there is an event too
 */
public record ConversationChanged(Conversation conversation, boolean spoken) implements ChatEvent {}
