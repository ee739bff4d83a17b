package io.kilowatch.history.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchersTests {

  private static final Topic A = Topic.ofServer("a");

  private final Watchers watchers = new Watchers();
  private final AtomicInteger changes = new AtomicInteger();

  WatchersTests() {
    watchers.onChange(changes::incrementAndGet);
  }

  @Test
  void subscribe_firstAndLast_areToldAndNoneBetween() {
    watchers.subscribe("one", "1", A);
    watchers.subscribe("two", "1", A);
    watchers.unsubscribe("one", "1");
    assertThat(watchers.watches(A)).isTrue();
    assertThat(changes).hasValue(1);

    watchers.disconnect("two");

    assertThat(watchers.watched()).isEmpty();
    assertThat(changes).hasValue(2);
  }

  @Test
  void subscribe_sameIdAgain_replacesTheTopic() {
    watchers.subscribe("one", "1", A);
    watchers.subscribe("one", "1", Topic.FLEET);

    assertThat(watchers.watched()).containsExactly(Topic.FLEET);
    assertThat(watchers.subscriptionsOf("one")).isOne();
  }

  @Test
  void unsubscribe_unknown_changesNothing() {
    watchers.unsubscribe("nobody", "1");
    watchers.disconnect("nobody");

    assertThat(changes).hasValue(0);
  }
}
