package io.kilowatch.contracts.discovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A port of a participant. An in-port with a value is a parameter that can be changed while the
 * participant runs.
 *
 * @param type of what passes, such as {@code reading-batch} or {@code number}; null where a
 *     participant that is not ours does not say
 * @param exchange exchange or queue behind it; null for a parameter, and for what passes over HTTP
 * @param messagesPerSecond what passed since the announcement before, by the participant's own
 *     count; null, and not sent, where it does not count
 */
public record Port(
    String id,
    @Nullable String type,
    @Nullable String description,
    @Nullable String exchange,
    @Nullable Object value,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double messagesPerSecond) {

  /** Type of single readings, which pass over HTTP: from whoever has them to ingestion. */
  public static final String READING = "reading";

  /** A port whose messages nobody counts. */
  public Port(
      String id,
      String type,
      String description,
      @Nullable String exchange,
      @Nullable Object value) {
    this(id, type, description, exchange, value, null);
  }
}
