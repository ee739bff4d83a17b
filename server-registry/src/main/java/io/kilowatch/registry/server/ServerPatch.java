package io.kilowatch.registry.server;

import io.kilowatch.base.input.FieldChecks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a server that can be changed one by one; null leaves a field as it is. */
record ServerPatch(
    @Nullable String name,
    @Nullable String rack,
    @Nullable String sensorMode,
    @Nullable Map<String, @Nullable String> labels) {

  ServerForm applied(ServerForm before) {
    FieldChecks checks = new FieldChecks();
    ServerForm after =
        new ServerForm(
            name == null ? before.name() : ServerFields.name(checks, name),
            rack == null ? before.rack() : ServerFields.rack(checks, rack),
            before.cores(),
            before.energy(),
            ServerFields.sensorMode(checks, sensorMode, before.sensorMode()),
            labels == null ? before.labels() : ServerFields.labels(checks, labels));
    checks.throwIfFailed();
    return after;
  }
}
