package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Creates keyspace and tables where they are missing. */
public final class Schema {
  private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  /** All nodes agree on a table before the answer comes: the two seconds of a driver are few. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Pattern TABLE_ID = Pattern.compile("\\{id:([a-z_]+)}");

  private Schema() {}

  /**
   * Idempotent, and safe when several services start at once: whoever comes second finds the same
   * table under the same id.
   *
   * @throws IllegalArgumentException if the keyspace's name is none that needs no quotes
   * @throws IllegalStateException if the keyspace has readings in a layout that is not read any
   *     more
   */
  public static void apply(CqlSession session, String keyspace, int replication) {
    if (!KEYSPACE.matcher(keyspace).matches()) {
      throw new IllegalArgumentException("not a plain keyspace name: " + keyspace);
    }
    for (String statement : statements(keyspace, replication)) {
      session.execute(SimpleStatement.newInstance(statement).setTimeout(TIMEOUT));
    }
    requireBuckets(session, keyspace);
  }

  /** Until buckets came, each server had partitions of its own. No release wrote those. */
  private static void requireBuckets(CqlSession session, String keyspace) {
    boolean present =
        session
            .getMetadata()
            .getKeyspace(keyspace)
            .flatMap(tables -> tables.getTable("segments"))
            .flatMap(table -> table.getColumn("bucket"))
            .isPresent();
    if (!present) {
      throw new IllegalStateException(
          "keyspace "
              + keyspace
              + " has the tables of a development version before 0.1.0, which this one cannot read;"
              + " name another keyspace, or remove this one (make up: the data directory)");
    }
  }

  static List<String> statements(String keyspace, int replication) {
    String cql =
        resource()
            .replaceAll("(?m)^--.*$", "")
            .replace("{keyspace}", keyspace)
            .replace("{replication}", Integer.toString(replication));
    String withIds = TABLE_ID.matcher(cql).replaceAll(table -> tableId(keyspace, table).toString());
    return Arrays.stream(withIds.split(";", -1))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private static UUID tableId(String keyspace, MatchResult table) {
    String name = keyspace + "." + table.group(1);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String resource() {
    try (InputStream file = Schema.class.getResourceAsStream("schema.cql")) {
      return new String(
          Objects.requireNonNull(file, "schema.cql").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
