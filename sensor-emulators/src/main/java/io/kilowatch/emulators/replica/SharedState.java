package io.kilowatch.emulators.replica;

import java.util.Collection;

/**
 * Something that every replica knows and that only replicas keep: it is gone when the last of them
 * stops. Of two versions what was changed later wins, so the order of messages does not matter.
 *
 * @param <T> one piece of it, as sent to the others
 */
public interface SharedState<T> {

  Class<T> type();

  void apply(T change);

  /** All there is, for a replica that has just joined. */
  Collection<T> snapshot();
}
