package io.kilowatch.scheduler.lease;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Who may plan.
 *
 * @param fence goes up whenever another replica takes over
 * @param until when anybody else may take over
 */
@Document("leases")
record LeaseEntry(@Id String name, String holder, long fence, Instant until) {}
