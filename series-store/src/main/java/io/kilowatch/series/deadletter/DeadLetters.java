package io.kilowatch.series.deadletter;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
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

  /** The largest UUID of version 1. */
  private static final UUID AFTER_ALL = new UUID(0xFFFF_FFFF_FFFF_1FFFL, -1L);

  private final CqlSession session;
  private final StoreSettings settings;
  private final Clock clock;
  private final PreparedStatement insert;
  private final PreparedStatement insertDay;
  private final PreparedStatement select;
  private final PreparedStatement selectBefore;
  private final PreparedStatement selectDays;
  private final PreparedStatement selectAny;
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
    selectBefore = prepare("SELECT * FROM %s.dead_letters WHERE day = ? AND id < ? LIMIT ?");
    selectDays = prepare("SELECT day FROM %s.dead_letter_days WHERE shelf = ? AND day <= ?");
    selectAny = prepare("SELECT id FROM %s.dead_letters WHERE day = ? LIMIT 1");
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
    UUID before = cursor == null ? AFTER_ALL : parsed(cursor);
    List<DeadLetter> letters = new ArrayList<>();
    Iterator<Row> days = days(cursor == null ? tomorrow() : day(before));
    // One more than asked for tells whether there is a next page.
    while (letters.size() <= limit && days.hasNext()) {
      LocalDate day = Objects.requireNonNull(days.next().getLocalDate("day"));
      List<Row> rows = execute(selectBefore.bind(day, before, limit + 1 - letters.size())).all();
      rows.forEach(row -> letters.add(letter(row)));
      if (rows.isEmpty()) {
        forgetIfEmpty(day);
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
    forgetIfEmpty(day(id));
    return true;
  }

  /**
   * Only days that are well past, because today's next letter may be on its way. Those whose last
   * letter goes before that are forgotten when a list comes by.
   */
  private void forgetIfEmpty(LocalDate day) {
    boolean past = day.plusDays(1).isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    if (past && execute(selectAny.bind(day)).one() == null) {
      execute(deleteDay.bind(SHELF, day));
    }
  }

  private Iterator<Row> days(LocalDate newest) {
    return StreamSupport.stream(execute(selectDays.bind(SHELF, newest)).spliterator(), false)
        .iterator();
  }

  private LocalDate tomorrow() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
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
