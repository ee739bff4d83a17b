package io.kilowatch.base.directory;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What of the directory a service wants.
 *
 * @param enabled whether it wants one at all
 * @param keys whether ingest keys too
 * @param pollInterval how often the registry is asked; events bring changes sooner
 */
@ConfigurationProperties("kilowatch.directory")
public record DirectorySettings(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("false") boolean keys,
    @DefaultValue("3s") Duration pollInterval) {}
