package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.kilowatch.packager.Servers;
import io.kilowatch.packager.broker.OutgoingMessage;
import io.kilowatch.packager.store.Store;
import io.kilowatch.series.deadletter.DeadLetters;
import io.kilowatch.series.store.Schema;
import io.kilowatch.series.store.SeriesStore;
import io.kilowatch.series.store.StoreSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Cassandra whose rows end in 2038, as they do while it is compatible with its version 4. */
class RetentionIT {

  private static final Instant END = Instant.parse("2038-01-19T03:14:06Z");
  private static final String KEYSPACE = "retention_it";

  private final Clock clock = Clock.systemUTC();
  private final List<OutgoingMessage> deadLetters = new ArrayList<>();
  private CqlSession session;

  @BeforeEach
  void connect() {
    session = Servers.session();
    Schema.apply(session, KEYSPACE, 1);
  }

  @AfterEach
  void disconnect() {
    session.close();
  }

  @Test
  void write_retentionEndsLater_countsAsAwayAndDeadLettersNothing() {
    Duration beyond = Duration.between(clock.instant(), END).plusDays(1);
    assertThatThrownBy(() -> write(beyond))
        .isInstanceOf(StoreAwayException.class)
        .hasMessageContaining("storage_compatibility_mode: NONE");
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void write_retentionEndsBefore_stores() throws Exception {
    Duration within = Duration.between(clock.instant(), END).minusDays(1);
    write(within);
    store(within).probe(clock);
    assertThat(deadLetters).isEmpty();
  }

  private void write(Duration retention) throws Exception {
    Store store = store(retention);
    BatchProperties bounds =
        new BatchProperties(
            8, Duration.ZERO, Duration.ZERO, Duration.ZERO, 10, 10, 10, 1, 0, Duration.ofMillis(1));
    var run = Runs.run("a", "power", clock.millis(), 1);
    Batch batch = new Batch(Runs.sources(), new RunLog(), 1);
    batch.add(Runs.delivery(1, run), Runs.good(run));
    batch.close();
    new BatchWriter(
            store.series()::appendPacked,
            () -> store.probe(clock),
            deadLetters::addAll,
            reject -> {},
            bounds,
            new BatchMetrics(new SimpleMeterRegistry()))
        .write(batch, batch.readingsBySeries());
  }

  private Store store(Duration retention) {
    StoreSettings settings =
        StoreSettings.of(KEYSPACE, 1, metric -> Duration.ofMinutes(15)).withRetention(retention);
    return new Store(
        new SeriesStore(until2038(session), settings, clock),
        new DeadLetters(session, settings, clock));
  }

  private CqlSession until2038(CqlSession session) {
    return (CqlSession)
        Proxy.newProxyInstance(
            CqlSession.class.getClassLoader(),
            new Class<?>[] {CqlSession.class},
            (proxy, method, arguments) ->
                method.getName().equals("executeAsync")
                        && arguments[0] instanceof BatchStatement batch
                        && livesLonger(batch)
                    ? CompletableFuture.failedFuture(tooLong(session))
                    : method.invoke(session, arguments));
  }

  private boolean livesLonger(BatchStatement batch) {
    long most = Duration.between(clock.instant(), END).toSeconds();
    return StreamSupport.stream(batch.spliterator(), false)
        .map(BoundStatement.class::cast)
        .filter(each -> each.getPreparedStatement().getQuery().contains("USING TTL"))
        .anyMatch(each -> each.getInt("[ttl]") > most);
  }

  private static InvalidQueryException tooLong(CqlSession session) {
    Node any = session.getMetadata().getNodes().values().iterator().next();
    return new InvalidQueryException(any, "ttl exceeds maximum supported expiration date");
  }
}
