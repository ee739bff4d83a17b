package io.kilowatch.packager.closing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When hours are closed.
 *
 * @param every how often due hours are looked for
 * @param grace how long after its end an hour waits for late readings
 * @param quiet how long an hour must have got nothing before it is closed again; at most {@code
 *     grace} is waited for that
 * @param jitter up to which each replica puts a closing off, so that not all close an hour at once
 * @param registryEvery how often today's and yesterday's hours of all registered servers are looked
 *     through, some 60 reads for each server and day that has readings; most of what a crash left
 *     open is found right after the next start
 * @param parallel hours that are closed at once
 * @param remembered hours that are remembered at most; what is forgotten is found by looking
 * @param lookBack days before yesterday that are looked through after a start
 * @param lookPause between two servers of a day that is looked through, so that it stays unnoticed
 */
@ConfigurationProperties("kilowatch.packager.closing")
record ClosingProperties(
    @DefaultValue("1m") Duration every,
    @DefaultValue("15m") Duration grace,
    @DefaultValue("1m") Duration quiet,
    @DefaultValue("30s") Duration jitter,
    @DefaultValue("2h") Duration registryEvery,
    @DefaultValue("2") int parallel,
    @DefaultValue("100000") int remembered,
    @DefaultValue("35") int lookBack,
    @DefaultValue("20ms") Duration lookPause) {}
