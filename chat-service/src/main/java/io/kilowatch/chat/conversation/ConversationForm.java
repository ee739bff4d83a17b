package io.kilowatch.chat.conversation;

import io.kilowatch.chat.conversation.Conversation.Subject;
import org.jspecify.annotations.Nullable;

/** A conversation that somebody wants to begin, checked. */
record ConversationForm(String subject, @Nullable Subject about) {}
