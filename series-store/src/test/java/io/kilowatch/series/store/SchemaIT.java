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
  void apply_nameThatNeedsQuotes_isRefusedBeforeItReachesTheServer() {
    try (CqlSession session = RealCassandra.session()) {
      assertThatThrownBy(() -> Schema.apply(session, "a; DROP KEYSPACE b", 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
