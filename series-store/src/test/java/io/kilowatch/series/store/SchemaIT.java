package io.kilowatch.series.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.series.RealCassandra;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaIT {

  @Test
  void apply_severalServicesAtOnceAndAgain_leavesOneSchema() {
    try (CqlSession session = RealCassandra.session()) {
      List<CompletableFuture<Void>> starts =
          IntStream.range(0, 4)
              .mapToObj(i ->
                  CompletableFuture.runAsync(() -> {
                    try (CqlSession own = RealCassandra.session()) {
                      Schema.apply(own, "schema_it", 1);
                    }
                  }))
              .toList();
      starts.forEach(CompletableFuture::join);
      Schema.apply(session, "schema_it", 1);

      assertThat(
              session
                  .execute(
                      "SELECT table_name FROM system_schema.tables"
                          + " WHERE keyspace_name = 'schema_it'")
                  .map(row -> row.getString(0))
                  .all())
          .containsExactlyInAnyOrder(
              "segments", "hours", "latest", "dead_letters", "dead_letter_days");
    }
  }

  @Test
  void apply_tablesOfAnEarlierLayout_saysWhatToDoAndChangesNothing() {
    try (CqlSession session = RealCassandra.session()) {
      session.execute(
          "CREATE KEYSPACE earlier_layout_it WITH replication ="
              + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
      session.execute(
          "CREATE TABLE earlier_layout_it.segments"
              + " (server_id text, day date, payload blob, PRIMARY KEY ((server_id, day)))");
      session.execute(
          "INSERT INTO earlier_layout_it.segments (server_id, day) VALUES ('s', '2026-03-10')");

      assertThatThrownBy(() -> Schema.apply(session, "earlier_layout_it", 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("keyspace earlier_layout_it")
          .hasMessageContaining("name another keyspace");
      assertThat(session.execute("SELECT * FROM earlier_layout_it.segments").all()).hasSize(1);
    }
  }

  @Test
  void apply_nameThatNeedsQuotes_isRefusedBeforeItReachesTheServer() {
    try (CqlSession session = RealCassandra.session()) {
      assertThatThrownBy(() -> Schema.apply(session, "a; DROP KEYSPACE b", 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
