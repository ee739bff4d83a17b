package io.kilowatch.contracts.registry;

import java.time.Instant;

/** An energy specification and from when on it holds, until the next period's start. */
public record EnergyPeriod(Instant validFrom, EnergySpecification energy) {}
