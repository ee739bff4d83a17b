package io.kilowatch.registry.key;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What keys may do.
 *
 * @param serverReadingsPerSecond rate of a server's key
 * @param siteReadingsPerSecond rate of a site's key
 * @param emulatorReadingsPerSecond rate of the emulators' key
 * @param emulatorKey the emulators' key, which their operator chooses; empty for none
 */
@ConfigurationProperties("kilowatch.ingest-keys")
record KeyProperties(
    @DefaultValue("10000") double serverReadingsPerSecond,
    @DefaultValue("1000000") double siteReadingsPerSecond,
    @DefaultValue("1000000") double emulatorReadingsPerSecond,
    @DefaultValue("") String emulatorKey) {}
