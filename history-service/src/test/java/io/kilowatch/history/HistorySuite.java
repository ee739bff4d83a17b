package io.kilowatch.history;

import io.kilowatch.base.TestRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A suite on the platform that all of them share. */
@ExtendWith(HistoryPlatform.Shared.class)
public abstract class HistorySuite {

  protected static final Instant DAY = Instant.parse("2025-03-01T00:00:00Z");
  protected static final Duration HOUR = Duration.ofHours(1);

  protected final CassandraFixture cassandra;
  protected final TestRegistry registry;
  protected final RunningService service;

  protected HistorySuite(HistoryPlatform platform) {
    cassandra = platform.cassandra();
    registry = platform.registry();
    service = platform.service();
  }

  /** The first of some items with this text in that field. */
  protected static JsonNode itemWith(String field, String text, JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false)
        .filter(item -> item.get(field).asString().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
