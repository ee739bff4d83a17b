package io.kilowatch.packager.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.packager.Servers;
import io.kilowatch.series.store.Schema;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreIT {

  private final Clock clock = Clock.systemUTC();

  @ParameterizedTest
  @ValueSource(strings = {"segments", "hours", "latest"})
  void probe_tableIsGone_throws(String table) {
    String keyspace = "without_" + table + "_it";
    try (CqlSession session = Servers.session()) {
      Schema.apply(session, keyspace, 1);
      Store store = Store.over(session, properties(keyspace), clock);
      store.probe(clock);

      session.execute("DROP TABLE " + keyspace + "." + table);

      assertThatThrownBy(() -> store.probe(clock)).hasMessageContaining(table);
    }
  }

  private static StoreProperties properties(String keyspace) {
    return new StoreProperties(
        List.of(), "", keyspace, 1, Duration.ofDays(3653), Duration.ofSeconds(5));
  }
}
