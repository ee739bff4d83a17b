package io.kilowatch.series.deadletter;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import io.kilowatch.series.TimeUuids;
import io.kilowatch.series.store.StoreSettings;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps dead letters until somebody replays or deletes them.
 *
 * <p>They lie in one partition for each day on which they came; a letter's id tells its day, so one
 * key finds it.
 */
public final class DeadLetters {
  /** The days lie on one shelf, so that they come in order. */
  private static final String SHELF = "days";

  private final CqlSession session;
  private final StoreSettings settings;
  private final Clock clock;
  private final PreparedStatement insert;
  private final PreparedStatement insertDay;
  private final PreparedStatement select;
  private final PreparedStatement selectBetween;
  private final PreparedStatement selectDays;
  private final PreparedStatement delete;
  private final PreparedStatement deleteDay;

  /** Prepares its statements, so {@code Schema.apply} comes first. */
  public DeadLetters(CqlSession session, StoreSettings settings, Clock clock) {
    this.session = session;
    this.settings = settings;
    this.clock = clock;
    insert =
        prepare(
            "INSERT INTO %s.dead_letters (day, id, reason, routing_key, ingest_key_id, payload)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    insertDay = prepare("INSERT INTO %s.dead_letter_days (shelf, day) VALUES (?, ?)");
    select = prepare("SELECT * FROM %s.dead_letters WHERE day = ? AND id = ?");
    selectBetween =
        prepare("SELECT * FROM %s.dead_letters WHERE day = ? AND id >= ? AND id < ? LIMIT ?");
    selectDays = prepare("SELECT day FROM %s.dead_letter_days WHERE shelf = ? AND day <= ?");
    delete = prepare("DELETE FROM %s.dead_letters WHERE day = ? AND id = ?");
    deleteDay = prepare("DELETE FROM %s.dead_letter_days WHERE shelf = ? AND day = ?");
  }

  /** Stores one; complete with its id when it is stored. */
  public CompletableFuture<UUID> store(
      String reason, String routingKey, String ingestKeyId, ByteBuffer payload) {
    UUID id = TimeUuids.next(clock);
    // The day first: a day without letters harms nothing, a letter without its day is never listed.
    return executeAsync(insertDay.bind(SHELF, day(id)))
        .thenCompose(done ->
            executeAsync(
                insert.bind(day(id), id, reason, routingKey, ingestKeyId, payload.duplicate())))
        .thenApply(done -> id);
  }

  /**
   * Newest first.
   *
   * @param cursor of the page before; null for the first page
   * @throws IllegalArgumentException if the cursor is none of ours
   */
  public DeadLetterPage list(int limit, @Nullable String cursor) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    UUID before = cursor == null ? startOf(today().plusDays(2)) : parsed(cursor);
    List<DeadLetter> letters = new ArrayList<>();
    Iterator<Row> days = days(day(before));
    // One more than asked for tells whether there is a next page.
    while (letters.size() <= limit && days.hasNext()) {
      LocalDate day = Objects.requireNonNull(days.next().getLocalDate("day"));
      boolean whole = day.isBefore(day(before));
      UUID end = whole ? startOf(day.plusDays(1)) : before;
      List<Row> rows = read(day, startOf(day), end, limit + 1 - letters.size());
      rows.forEach(row -> letters.add(letter(row)));
      if (whole && rows.isEmpty()) {
        forget(day);
      }
    }
    boolean more = letters.size() > limit;
    List<DeadLetter> page = more ? letters.subList(0, limit) : letters;
    return new DeadLetterPage(page, more ? page.getLast().id().toString() : null);
  }

  public Optional<DeadLetter> get(UUID id) {
    if (id.version() != 1) {
      return Optional.empty();
    }
    return Optional.ofNullable(execute(select.bind(day(id), id)).one()).map(DeadLetters::letter);
  }

  /**
   * Forgets one.
   *
   * @return whether there was one
   */
  public boolean delete(UUID id) {
    if (get(id).isEmpty()) {
      return false;
    }
    execute(delete.bind(day(id), id));
    return true;
  }

  /**
   * Newest first. Each letter that went leaves a tombstone for {@code gc_grace_seconds}, and
   * Cassandra fails a read that meets 100,000: then the newer half of the time is read by itself,
   * and the older one if it has to be.
   */
  private List<Row> read(LocalDate day, UUID from, UUID before, int limit) {
    try {
      return execute(selectBetween.bind(day, from, before, limit)).all();
    } catch (ReadFailureException e) {
      long halfMillis = (TimeUuids.millis(before) - TimeUuids.millis(from)) / 2;
      if (halfMillis == 0) {
        throw e;
      }
      UUID middle = Uuids.startOf(TimeUuids.millis(from) + halfMillis);
      List<Row> rows = new ArrayList<>(read(day, middle, before, limit));
      if (rows.size() < limit) {
        rows.addAll(read(day, from, middle, limit - rows.size()));
      }
      return rows;
    }
  }

  /** An empty day that is well past: today's next letter may be on its way. */
  private void forget(LocalDate day) {
    if (day.isBefore(today().minusDays(1))) {
      execute(deleteDay.bind(SHELF, day));
    }
  }

  private Iterator<Row> days(LocalDate newest) {
    return StreamSupport.stream(execute(selectDays.bind(SHELF, newest)).spliterator(), false)
        .iterator();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private PreparedStatement prepare(String cql) {
    return session.prepare(cql.formatted(settings.keyspace()));
  }

  private ResultSet execute(Statement<?> statement) {
    return session.execute(configured(statement));
  }

  private CompletableFuture<AsyncResultSet> executeAsync(Statement<?> statement) {
    return session.executeAsync(configured(statement)).toCompletableFuture();
  }

  private Statement<?> configured(Statement<?> statement) {
    return statement.setConsistencyLevel(settings.consistency()).setIdempotent(true);
  }

  private static UUID parsed(String cursor) {
    UUID id = UUID.fromString(cursor);
    if (id.version() != 1) {
      throw new IllegalArgumentException("no cursor of this list: " + cursor);
    }
    return id;
  }

  private static UUID startOf(LocalDate day) {
    return Uuids.startOf(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
  }

  private static LocalDate day(UUID id) {
    return LocalDate.ofInstant(at(id), ZoneOffset.UTC);
  }

  private static Instant at(UUID id) {
    return Instant.ofEpochMilli(TimeUuids.millis(id));
  }

  private static DeadLetter letter(Row row) {
    UUID id = Objects.requireNonNull(row.getUuid("id"));
    return new DeadLetter(
        id,
        at(id),
        Objects.requireNonNull(row.getString("reason")),
        Objects.requireNonNull(row.getString("routing_key")),
        Objects.requireNonNull(row.getString("ingest_key_id")),
        Objects.requireNonNull(row.getByteBuffer("payload")));
  }
}
