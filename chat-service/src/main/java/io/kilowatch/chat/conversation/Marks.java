package io.kilowatch.chat.conversation;

import java.util.HashMap;
import java.util.Map;

/**
 * How far people are in a conversation, by their ids.
 *
 * @param deliveredUpTo the highest number that has reached a page of each
 * @param readUpTo the highest number that each has read
 */
public record Marks(Map<String, Long> deliveredUpTo, Map<String, Long> readUpTo) {

  /** Both: whichever is the higher of each. */
  public Marks and(Marks other) {
    return new Marks(
        highest(deliveredUpTo, other.deliveredUpTo), highest(readUpTo, other.readUpTo));
  }

  private static Map<String, Long> highest(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> highest = new HashMap<>(one);
    other.forEach((person, number) -> highest.merge(person, number, Math::max));
    return highest;
  }
}
