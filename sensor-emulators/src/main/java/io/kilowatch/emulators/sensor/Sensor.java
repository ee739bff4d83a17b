package io.kilowatch.emulators.sensor;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;

/** A sensor that runs: in a server in service, at a site that is known. */
record Sensor(SensorId id, ServerEntry server, SiteEntry site) {}
