package io.kilowatch.contracts.live;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.Origin;

/**
 * The newest value of a series, as the packager sends it on and web sockets show it. A message is a
 * JSON array of them, all of servers with the same {@link BrokerNames#liveRoutingKey}.
 *
 * @param timestamp milliseconds since 1970
 * @param value in the metric's unit
 */
public record LiveUpdate(
    String serverId, String metric, long timestamp, double value, Origin origin) {}
