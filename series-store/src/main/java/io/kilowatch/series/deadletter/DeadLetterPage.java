package io.kilowatch.series.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some dead letters, newest first.
 *
 * @param nextCursor what continues the list; null at its end
 */
public record DeadLetterPage(List<DeadLetter> items, @Nullable String nextCursor) {
  public DeadLetterPage {
    items = List.copyOf(items);
  }
}
