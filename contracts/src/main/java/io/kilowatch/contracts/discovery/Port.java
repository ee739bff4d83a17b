package io.kilowatch.contracts.discovery;

import org.jspecify.annotations.Nullable;

/**
 * A port of a participant. An in-port with a value is a parameter that can be changed while the
 * participant runs.
 *
 * @param type of what passes, such as {@code reading-batch} or {@code number}
 * @param exchange exchange or queue behind it; null for a parameter
 */
public record Port(
    String id,
    String type,
    String description,
    @Nullable String exchange,
    @Nullable Object value) {}
