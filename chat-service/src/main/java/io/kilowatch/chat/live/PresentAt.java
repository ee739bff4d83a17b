package io.kilowatch.chat.live;

import io.kilowatch.chat.event.ChatEvent;
import io.kilowatch.chat.person.Person;
import java.util.List;
import java.util.Map;

/**
 * Who has conversations open at a replica.
 *
 * @param people of each conversation that is named all of them; empty where the last has gone
 */
record PresentAt(String replica, Map<String, List<Person>> people) implements ChatEvent {}
