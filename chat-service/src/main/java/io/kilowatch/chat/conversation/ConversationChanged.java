package io.kilowatch.chat.conversation;

import io.kilowatch.chat.event.ChatEvent;

/** A conversation is new or has changed, but for the messages and marks in it. */
public record ConversationChanged(Conversation conversation) implements ChatEvent {}
