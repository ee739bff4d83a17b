package io.kilowatch.ingestion.reading;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The distinct servers of one request, found by the characters in the parser's buffer: an open hash
 * table that needs no String to look one up.
 */
final class ServerSlots {

  /** Random for each process, so that nobody can prepare ids that all collide. */
  private static final long SEED = new SecureRandom().nextLong();

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private @Nullable ServerSlot[] table = new @Nullable ServerSlot[16];
  private int size;
  private @Nullable ServerSlot last;

  /** The slot of this id, or null if it is new. */
  @Nullable ServerSlot find(char[] text, int start, int length) {
    // Neighbours are often of one server.
    if (last != null && last.is(text, start, length)) {
      return last;
    }
    int hash = hash(text, start, length);
    int mask = table.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      ServerSlot slot = table[i];
      if (slot == null) {
        return null;
      }
      if (slot.is(hash, text, start, length)) {
        last = slot;
        return slot;
      }
    }
  }

  void add(ServerSlot slot) {
    if (size * 2 >= table.length) {
      grow();
    }
    place(table, slot);
    size++;
    last = slot;
  }

  static int hash(char[] text, int start, int length) {
    long hash = SEED ^ length;
    int end = start + length;
    int i = start;
    for (; i + 1 < end; i += 2) {
      hash = (hash ^ text[i] ^ ((long) text[i + 1] << 16)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    if (i < end) {
      hash = (hash ^ text[i]) * MULTIPLIER;
    }
    return (int) (hash >>> 32);
  }

  private void grow() {
    @Nullable ServerSlot[] larger = new @Nullable ServerSlot[table.length * 2];
    for (ServerSlot slot : table) {
      if (slot != null) {
        place(larger, slot);
      }
    }
    table = larger;
  }

  private static void place(@Nullable ServerSlot[] table, ServerSlot slot) {
    int mask = table.length - 1;
    int i = slot.hash() & mask;
    while (table[i] != null) {
      i = (i + 1) & mask;
    }
    table[i] = slot;
  }
}
