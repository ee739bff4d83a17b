package io.kilowatch.chat.conversation;

import io.kilowatch.chat.event.ChatEvent;
import java.util.Map;

/** People are further in conversations than before; by the conversation's id. */
public record MarksRisen(Map<String, Marks> marks) implements ChatEvent {}
