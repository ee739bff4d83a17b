package io.kilowatch.registry.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import io.kilowatch.registry.event.RegistryEvents;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.threeten.extra.MutableClock;

class SessionsIT extends RegistrySuite {

  private final MutableClock clock = stoppedClock();
  private final Sessions sessions =
      new Sessions(registry.bean(MongoTemplate.class), registry.bean(RegistryEvents.class), clock);

  SessionsIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void session_unusedForTwelveHours_ends() {
    Session session = sessions.start(unique("user"), 0L);
    clock.add(Sessions.IDLE.minusMillis(1));
    assertThat(sessions.living(session.id())).isPresent();

    clock.add(Duration.ofMillis(1));
    assertThat(sessions.living(session.id())).isEmpty();
    assertThat(sessions.use(session.id())).isEmpty();
  }

  @Test
  void session_inUse_endsAfterSevenDays() {
    Session session = sessions.start(unique("user"), 0L);
    for (int i = 0; i < 15; i++) {
      assertThat(sessions.use(session.id())).isPresent();
      clock.add(Duration.ofHours(11));
    }
    assertThat(sessions.use(session.id())).isPresent();

    clock.add(Duration.ofHours(3));
    assertThat(sessions.use(session.id())).isEmpty();
  }

  @Test
  void revokeBefore_endsThePersonsSessionsOfOlderVersionsOnly() {
    String person = unique("user");
    Session one = sessions.start(person, 0L);
    Session two = sessions.start(person, 1L);
    Session unversioned = sessions.start(person, null);
    Session newest = sessions.start(person, 2L);
    Session others = sessions.start(unique("user"), 0L);

    sessions.revokeBefore(person, 2L);

    assertThat(sessions.living(one.id())).isEmpty();
    assertThat(sessions.use(two.id())).isEmpty();
    assertThat(sessions.living(unversioned.id())).isEmpty();
    assertThat(sessions.living(newest.id())).isPresent();
    assertThat(sessions.living(others.id())).isPresent();
  }

  @Test
  void sweep_removesEndedSessionsOnly() {
    MongoTemplate mongo = registry.bean(MongoTemplate.class);
    Session living = sessions.start(unique("user"), 0L);
    Clock past = Clock.offset(clock, Sessions.LONGEST.plusMinutes(1).negated());
    Session ended =
        new Sessions(mongo, registry.bean(RegistryEvents.class), past).start("gone", 0L);

    sessions.sweep();

    assertThat(mongo.findById(ended.id(), Session.class)).isNull();
    assertThat(mongo.findById(living.id(), Session.class)).isNotNull();
  }
}
