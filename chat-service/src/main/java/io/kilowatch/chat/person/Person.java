package io.kilowatch.chat.person;

import io.kilowatch.base.security.CurrentUser;

/** Somebody as the token named them when they wrote or claimed. */
public record Person(String id, String name, String role) {

  public static Person of(CurrentUser user) {
    return new Person(user.id(), user.name(), user.role());
  }

  /** Whether they answer for support, and so see every conversation. */
  public static boolean isEngineer(CurrentUser user) {
    return user.role().equals("ENGINEER") || user.role().equals("ADMIN");
  }
}
