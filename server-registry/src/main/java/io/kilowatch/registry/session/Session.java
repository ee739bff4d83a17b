package io.kilowatch.registry.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Somebody's being signed in on one device.
 *
 * @param accountVersion of the person's account when it began; one that was changed since has ended
 *     it, even where that change broke off before it could revoke it
 * @param csrfToken useless without the session's cookie, so it is kept as it is
 * @param lastUsedAt when its token was last renewed
 * @param endsAt when it ends however much it is used
 */
@Document("sessions")
public record Session(
    @Id String id,
    @Indexed String userId,
    @Nullable Long accountVersion,
    String csrfToken,
    Instant startedAt,
    Instant lastUsedAt,
    @Indexed Instant endsAt,
    boolean revoked) {}
