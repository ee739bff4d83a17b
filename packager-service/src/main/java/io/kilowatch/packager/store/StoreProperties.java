package io.kilowatch.packager.store;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Cassandra is.
 *
 * @param contactPoints each host:port
 * @param replication copies of each row in the local datacenter
 * @param retention after which readings expire
 * @param requestTimeout after which the driver gives a request up
 */
@ConfigurationProperties("kilowatch.cassandra")
public record StoreProperties(
    @DefaultValue("127.0.0.1:9042") List<String> contactPoints,
    @DefaultValue("datacenter1") String localDc,
    @DefaultValue("kilowatch") String keyspace,
    @DefaultValue("1") int replication,
    @DefaultValue("3653d") Duration retention,
    @DefaultValue("5s") Duration requestTimeout) {}
