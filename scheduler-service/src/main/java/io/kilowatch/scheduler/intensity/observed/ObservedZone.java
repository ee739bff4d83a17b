package io.kilowatch.scheduler.intensity.observed;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A zone of which something was observed.
 *
 * @param revision goes up with each change of what is known of it, and with what is told again
 * @param lastHour the last hour that is known, by its start
 */
@Document("intensityZones")
public record ObservedZone(@Id String zone, long revision, Instant lastHour) {}
