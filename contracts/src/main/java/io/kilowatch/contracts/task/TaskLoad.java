package io.kilowatch.contracts.task;

import java.time.Instant;

/**
 * A task that runs on a server.
 *
 * @param cores that it takes
 * @param start since when it has them
 * @param end when it gives them back as planned: who hears no more goes by that
 */
public record TaskLoad(String taskId, String serverId, int cores, Instant start, Instant end) {}
