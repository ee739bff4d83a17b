package io.kilowatch.scheduler.task;

import java.time.Instant;

/**
 * A place and time for a task in one piece, and what it would add there by the forecast.
 *
 * @param kilowattHours that the server would draw more, the facility around it not counted
 * @param grams gCO2eq, the facility's overhead included
 */
public record Choice(
    String serverId,
    String siteId,
    Instant start,
    Instant end,
    double kilowattHours,
    double grams) {}
