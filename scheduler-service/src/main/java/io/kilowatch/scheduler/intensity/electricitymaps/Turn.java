package io.kilowatch.scheduler.intensity.electricitymaps;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * When a zone is asked for next, and how it went.
 *
 * @param nextAt not before; whichever replica moves it first asks
 * @param failedSince when it was first not answered after it last was; null while it is answered
 * @param reason why it is not answered; null while it is
 * @param hasPast whether its past has come, too, when it was last answered; null before that
 */
@Document("electricityMapsTurns")
record Turn(
    @Id String zone,
    Instant nextAt,
    @Nullable Instant failedSince,
    @Nullable String reason,
    @Nullable Boolean hasPast) {}
