package io.kilowatch.base.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.security.CurrentUser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchersTests {

  private static final String A = "/topic/a";
  private static final String B = "/topic/b";
  private static final CurrentUser ADA = new CurrentUser("ada", "a@example.org", "Ada", "USER", "");

  private final Watchers watchers = new Watchers();
  private final AtomicInteger changes = new AtomicInteger();

  WatchersTests() {
    watchers.onChange(changes::incrementAndGet);
  }

  @Test
  void subscribe_firstAndLast_areToldAndNoneBetween() {
    watchers.subscribe("one", "1", A, ADA);
    watchers.subscribe("two", "1", A, ADA);
    watchers.unsubscribe("one", "1");
    assertThat(watchers.watches(A)).isTrue();
    assertThat(changes).hasValue(1);

    watchers.disconnect("two");

    assertThat(watchers.watched()).isEmpty();
    assertThat(changes).hasValue(2);
  }

  @Test
  void subscribe_sameIdAgain_replacesTheTopic() {
    watchers.subscribe("one", "1", A, ADA);
    watchers.subscribe("one", "1", B, ADA);

    assertThat(watchers.watched()).containsExactly(B);
    assertThat(watchers.subscriptionsOf("one")).isOne();
  }

  @Test
  void unsubscribe_unknown_changesNothing() {
    watchers.unsubscribe("nobody", "1");
    watchers.disconnect("nobody");

    assertThat(changes).hasValue(0);
  }

  @Test
  void everyVisit_isTold_andPeopleAreThereOnce() {
    List<String> visits = new ArrayList<>();
    watchers.onVisit(visits::add);
    watchers.subscribe("one", "1", A, ADA);
    watchers.subscribe("two", "1", A, ADA);

    assertThat(watchers.people(A)).containsExactly(ADA);
    assertThat(watchers.watches("one", A)).isTrue();
    assertThat(watchers.watches("one", B)).isFalse();
    watchers.disconnect("one");
    watchers.unsubscribe("two", "1");

    assertThat(visits).containsExactly(A, A, A, A);
    assertThat(watchers.people(A)).isEmpty();
  }
}
