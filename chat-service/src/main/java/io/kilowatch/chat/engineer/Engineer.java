package io.kilowatch.chat.engineer;

import io.kilowatch.chat.person.Person;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An engineer as the chat last saw them.
 *
 * @param seenAt when they last had a page of the chat open
 */
@Document("engineers")
record Engineer(@Id String id, String name, String role, Instant seenAt) {

  static Engineer of(Person person, Instant seenAt) {
    return new Engineer(person.id(), person.name(), person.role(), seenAt);
  }

  Person person() {
    return new Person(id, name, role);
  }
}
