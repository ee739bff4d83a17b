package io.kilowatch.chat.message;

import io.kilowatch.chat.event.ChatEvent;

/** A message is in the store, new or changed. */
public record MessageKept(MessageAnswer message) implements ChatEvent {}
