package io.kilowatch.registry.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.threeten.extra.MutableClock;

class ThrottleIT extends RegistrySuite {

  private static final int REGISTRATIONS = 3;

  private final MutableClock clock = stoppedClock();
  private final Throttle throttle =
      new Throttle(registry.bean(MongoTemplate.class), clock, REGISTRATIONS);
  private final String email = unique("lea") + "@example.org";
  private final String source = unique("source");

  ThrottleIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void attempts_areAllowedAgainAsTheOldOnesLeaveTheWindow() {
    throttle.attempt(email, source).failed();
    clock.add(Duration.ofMinutes(5));
    for (int i = 1; i < Throttle.FAILURES; i++) {
      throttle.attempt(email, unique("source")).failed();
    }

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> throttle.attempt(email, unique("source")));
    assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(595), Duration.ofSeconds(601));

    clock.add(Duration.ofMinutes(10));
    throttle.attempt(email, unique("source")).failed();
    assertThatThrownBy(() -> throttle.attempt(email, unique("source")))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void successes_doNotCount() {
    for (int i = 0; i < 3 * Throttle.FAILURES; i++) {
      throttle.attempt(email, source).succeeded();
    }
  }

  @Test
  void success_doesNotForgiveTheFailuresBefore() {
    for (int i = 0; i < Throttle.FAILURES - 1; i++) {
      throttle.attempt(email, source).failed();
    }
    throttle.attempt(email, source).succeeded();
    throttle.attempt(email, source).failed();

    assertThatThrownBy(() -> throttle.attempt(email, source)).isInstanceOf(ProblemException.class);
  }

  @Test
  void refusalForTheSource_doesNotCountForTheAddress() {
    for (int i = 0; i < Throttle.FAILURES; i++) {
      throttle.attempt(unique("other"), source).failed();
    }
    for (int i = 0; i < 2 * Throttle.FAILURES; i++) {
      assertThatThrownBy(() -> throttle.attempt(email, source))
          .isInstanceOf(ProblemException.class);
    }

    throttle.attempt(email, unique("source"));
  }

  @Test
  void manyAtOnce_getNoMoreTriesThanOneAfterTheOther() throws Exception {
    List<Callable<Boolean>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      guesses.add(() -> {
        try {
          Throttle.Noted guess = throttle.attempt(email, unique("source"));
          Thread.sleep(50);
          guess.failed();
          return true;
        } catch (ProblemException e) {
          return false;
        }
      });
    }
    int tried = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> guess : threads.invokeAll(guesses)) {
        tried += guess.get() ? 1 : 0;
      }
    }

    assertThat(tried).isEqualTo(Throttle.FAILURES);
  }

  @Test
  void manyAtOnceWithTheRightPassword_areAllLetIn() throws Exception {
    List<Callable<Boolean>> signIns = new ArrayList<>();
    for (int i = 0; i < 4 * Throttle.FAILURES; i++) {
      signIns.add(() -> {
        Throttle.Noted signIn = throttle.attempt(email, source);
        Thread.sleep(50);
        signIn.succeeded();
        return true;
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> signIn : threads.invokeAll(signIns)) {
        assertThat(signIn.get()).isTrue();
      }
    }
  }

  @Test
  void attemptsWhoseReplicaDied_countAsFailures() {
    for (int i = 0; i < Throttle.FAILURES; i++) {
      Throttle.Noted _ = throttle.attempt(email, source);
    }
    clock.add(Throttle.PATIENCE);

    assertThatThrownBy(() -> throttle.attempt(email, source)).isInstanceOf(ProblemException.class);
  }

  @Test
  void registrations_areCountedForEachSourceAndAllowedAgainLater() {
    for (int i = 0; i < REGISTRATIONS; i++) {
      throttle.registration(source);
    }

    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> throttle.registration(source));
    assertThat(refused.status().value()).isEqualTo(429);
    assertThat(refused.retryAfter()).isEqualTo(Throttle.WINDOW.plusSeconds(1));
    throttle.registration(unique("source"));
    throttle.attempt(email, source).succeeded();

    clock.add(Throttle.WINDOW);
    throttle.registration(source);
  }

  @Test
  void sweep_removesWhatSlowsNobodyDown() {
    MongoTemplate mongo = registry.bean(MongoTemplate.class);
    Clock longAgo = Clock.offset(clock, Duration.ofHours(-1));
    new Throttle(mongo, longAgo, REGISTRATIONS).attempt(email, source).failed();
    long before =
        mongo.count(new org.springframework.data.mongodb.core.query.Query(), Attempts.class);

    throttle.sweep();

    assertThat(mongo.count(new org.springframework.data.mongodb.core.query.Query(), Attempts.class))
        .isLessThanOrEqualTo(before - 2);
  }
}
