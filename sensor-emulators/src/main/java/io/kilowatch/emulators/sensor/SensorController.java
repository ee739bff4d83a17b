package io.kilowatch.emulators.sensor;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.emulators.replica.ReplicaChannel;
import io.kilowatch.emulators.replica.Replicas;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the emulated sensors and changes their parameters while they run. */
@RestController
@RequestMapping("/api/v1/emulators/sensors")
class SensorController {

  private final Sensors sensors;
  private final SettingsBook settings;
  private final SensorModel model;
  private final Replicas replicas;
  private final ReplicaChannel channel;
  private final AuditTrail audit;
  private final Clock clock;

  SensorController(
      Sensors sensors,
      SettingsBook settings,
      SensorModel model,
      Replicas replicas,
      ReplicaChannel channel,
      AuditTrail audit,
      Clock clock) {
    this.sensors = sensors;
    this.settings = settings;
    this.model = model;
    this.replicas = replicas;
    this.channel = channel;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping
  Page<SensorView> list(
      @RequestParam(required = false) @Nullable String server,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int most = PageLimit.of(limit);
    String after = cursor == null ? "" : Cursor.decode(cursor, 1).getFirst();
    List<Sensor> found =
        sensors.all().stream()
            .filter(sensor -> server == null || sensor.server().id().equals(server))
            .filter(sensor -> sensor.id().toString().compareTo(after) > 0)
            .sorted((one, other) -> one.id().toString().compareTo(other.id().toString()))
            .limit(most + 1L)
            .toList();
    Instant now = clock.instant();
    List<Sensor> page = found.subList(0, Math.min(most, found.size()));
    return new Page<>(
        page.stream().map(sensor -> view(sensor, now)).toList(),
        found.size() > most ? Cursor.encode(page.getLast().id().toString()) : null);
  }

  @PatchMapping("/{id}")
  @PreAuthorize("hasRole('ENGINEER')")
  SensorView change(@PathVariable String id, @RequestBody SensorPatch patch, CurrentUser user) {
    Sensor sensor =
        sensors.find(id).orElseThrow(() -> ProblemException.notFound("emulated sensor " + id));
    patch.validate();
    Instant now = clock.instant();
    SensorSettings changed = patch.applyTo(settings.of(sensor.id()), now, model.value(sensor, now));
    tellAll(changed);
    audit.record(user, "sensor.changed", id, Map.of("settings", changed.toString()));
    return view(sensor, now);
  }

  private void tellAll(SensorSettings changed) {
    try {
      channel.share(changed);
    } catch (AmqpException e) {
      throw ProblemException.unavailable(
          "The replica that has the sensor can't be told now.", Duration.ofSeconds(5));
    }
    settings.apply(changed);
  }

  private SensorView view(Sensor sensor, Instant now) {
    SensorSettings current = settings.of(sensor.id());
    return new SensorView(
        sensor.id().toString(),
        sensor.server().id(),
        sensor.server().name(),
        sensor.id().metric().wireName(),
        sensor.id().metric().unit(),
        "emulated",
        model.basis(sensor, now),
        current.intervalMillis(),
        current.noise(),
        current.offset(),
        current.paused(),
        current.fault(),
        Replicas.owner(replicas.alive(now), sensor.server().id()),
        latest(sensor, current, now));
  }

  private SensorView.@Nullable Latest latest(Sensor sensor, SensorSettings current, Instant now) {
    long interval = current.intervalMillis();
    Instant grid = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), interval) * interval);
    return current.paused()
        ? null
        : model.read(sensor, grid).map(SensorView.Latest::of).orElse(null);
  }
}
