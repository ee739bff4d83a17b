package io.kilowatch.series.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.kilowatch.series.RealCassandra;
import io.kilowatch.series.TimeUuids;
import io.kilowatch.series.store.Schema;
import io.kilowatch.series.store.StoreSettings;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersIT {
  private static final String KEYSPACE = "dead_letters_it";
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  private static CqlSession session;

  @BeforeAll
  static void start() {
    session = RealCassandra.session();
    Schema.apply(session, KEYSPACE, 1);
  }

  @BeforeEach
  void empty() {
    session.execute("TRUNCATE dead_letters_it.dead_letters");
    session.execute("TRUNCATE dead_letters_it.dead_letter_days");
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  @Test
  void get_storedLetter_comesBackWhole() {
    DeadLetters letters = letters(NOON);
    UUID id =
        letters
            .store("unknown metric", "power", "key-7", ByteBuffer.wrap(new byte[] {1, 2}))
            .join();

    assertThat(letters.get(id))
        .contains(
            new DeadLetter(
                id, NOON, "unknown metric", "power", "key-7", ByteBuffer.wrap(new byte[] {1, 2})));
  }

  @Test
  void list_lettersOfManyDays_pagesNewestFirstAcrossDays() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Instant at = NOON.minus(Duration.ofHours(10L * (12 - i)));
      ids.add(letters(at).store("r" + i, "co2", "", nothing()).join());
    }
    Collections.reverse(ids);
    DeadLetters letters = letters(NOON);

    List<UUID> listed = new ArrayList<>();
    DeadLetterPage page = letters.list(5, null);
    page.items().forEach(letter -> listed.add(letter.id()));
    while (page.nextCursor() != null) {
      assertThat(page.items()).hasSize(5);
      page = letters.list(5, page.nextCursor());
      page.items().forEach(letter -> listed.add(letter.id()));
    }

    assertThat(listed).isEqualTo(ids);
  }

  @Test
  void list_exactlyOnePage_hasNoNext() {
    DeadLetters letters = letters(NOON);
    letters.store("a", "power", "", nothing()).join();

    assertThat(letters.list(1, null).nextCursor()).isNull();
    assertThat(letters.list(1, null).items()).hasSize(1);
  }

  @Test
  void list_foreignCursor_isRefused() {
    DeadLetters letters = letters(NOON);

    assertThatThrownBy(() -> letters.list(1, "x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> letters.list(1, UUID.randomUUID().toString()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void delete_lastLetterOfAPastDay_forgetsTheDayToo() {
    DeadLetters before = letters(NOON.minus(Duration.ofDays(5)));
    UUID id = before.store("a", "power", "", nothing()).join();
    DeadLetters letters = letters(NOON);

    assertThat(letters.delete(id)).isTrue();
    assertThat(letters.delete(id)).isFalse();
    assertThat(letters.get(id)).isEmpty();
    assertThat(letters.list(10, null).items()).isEmpty();
    assertThat(session.execute("SELECT * FROM dead_letters_it.dead_letter_days").all()).isEmpty();
  }

  @Test
  void list_dayWhoseLettersWentOnItself_forgetsItOnceItIsPast() {
    DeadLetters before = letters(NOON.minus(Duration.ofDays(5)));
    before.delete(before.store("a", "power", "", nothing()).join());
    UUID older = letters(NOON.minus(Duration.ofDays(9))).store("b", "power", "", nothing()).join();

    DeadLetters letters = letters(NOON);
    assertThat(letters.list(10, null).items()).extracting(DeadLetter::id).containsExactly(older);

    assertThat(session.execute("SELECT * FROM dead_letters_it.dead_letter_days").all()).hasSize(1);
  }

  @Test
  void list_moreLettersOfADayWentThanAReadMayMeet_hasTheOthers() {
    DeadLetters letters = letters(NOON);
    UUID before = letters(NOON.minusSeconds(3)).store("a", "power", "", nothing()).join();
    leaveTombstones(NOON.minusSeconds(2));
    UUID after = letters.store("b", "power", "", nothing()).join();

    DeadLetterPage first = letters.list(1, null);
    assertThat(first.items()).extracting(DeadLetter::id).containsExactly(after);
    assertThat(letters.list(1, first.nextCursor()).items())
        .extracting(DeadLetter::id)
        .containsExactly(before);
  }

  @Test
  void deleteAndList_moreLettersOfAPastDayWentThanAReadMayMeet_forgetTheDay() {
    Instant past = NOON.minus(Duration.ofDays(5));
    UUID last = letters(past.minusSeconds(3)).store("a", "power", "", nothing()).join();
    leaveTombstones(past);
    DeadLetters letters = letters(NOON);

    assertThat(letters.delete(last)).isTrue();

    assertThat(letters.list(10, null).items()).isEmpty();
    assertThat(session.execute("SELECT * FROM dead_letters_it.dead_letter_days").all()).isEmpty();
  }

  /** As many as a second of letters leaves that were deleted; Cassandra fails a read at 100,000. */
  private static void leaveTombstones(Instant from) {
    PreparedStatement delete =
        session.prepare("DELETE FROM dead_letters_it.dead_letters WHERE day = ? AND id = ?");
    LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
    for (int millis = 0; millis < 1_000; millis++) {
      Clock clock = Clock.fixed(from.plusMillis(millis), ZoneOffset.UTC);
      BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
      for (int i = 0; i < 101; i++) {
        batch.addStatement(delete.bind(day, TimeUuids.next(clock)));
      }
      session.execute(batch.build());
    }
  }

  private static DeadLetters letters(Instant now) {
    return new DeadLetters(
        session,
        StoreSettings.of(KEYSPACE, 1, metric -> Duration.ofMinutes(15)),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static ByteBuffer nothing() {
    return ByteBuffer.allocate(0);
  }
}
