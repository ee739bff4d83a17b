package io.kilowatch.chat.live;

import io.kilowatch.chat.event.ChatEvent;
import io.kilowatch.chat.person.Person;

/** Somebody has begun or stopped to type. */
record Typing(String conversationId, Person person, boolean typing) implements ChatEvent {}
