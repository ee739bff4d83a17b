package io.kilowatch.emulators.sensor;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Announcement;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import io.kilowatch.emulators.replica.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Announces each sensor of this replica about once a minute, a few of them each second, since there
 * may be hundreds.
 */
@Component
final class SensorAnnouncer {

  private static final Logger log = LoggerFactory.getLogger(SensorAnnouncer.class);
  private static final Duration INTERVAL = Duration.ofSeconds(50);
  private static final int LEAST_A_SECOND = 20;
  private static final int SPREAD_SECONDS = 30;

  private final Sensors sensors;
  private final SettingsBook settings;
  private final Replicas replicas;
  private final AmqpTemplate broker;
  private final JsonMapper json;
  private final Map<SensorId, Instant> announcedAt = new HashMap<>();

  SensorAnnouncer(
      Sensors sensors,
      SettingsBook settings,
      Replicas replicas,
      AmqpTemplate broker,
      JsonMapper json) {
    this.sensors = sensors;
    this.settings = settings;
    this.replicas = replicas;
    this.broker = broker;
    this.json = json;
  }

  /** Announces those whose turn it is, the longest silent first. */
  void announce(Instant now) {
    Set<String> alive = replicas.alive(now);
    List<Sensor> own =
        sensors.all().stream()
            .filter(sensor -> Replicas.owner(alive, sensor.server().id()).equals(replicas.self()))
            .toList();
    announcedAt.keySet().retainAll(own.stream().map(Sensor::id).collect(Collectors.toSet()));
    try {
      own.stream()
          .filter(sensor -> !lastAnnounced(sensor).plus(INTERVAL).isAfter(now))
          .sorted(Comparator.comparing(this::lastAnnounced))
          .limit(Math.max(LEAST_A_SECOND, own.size() / SPREAD_SECONDS))
          .forEach(sensor -> announce(sensor, now));
    } catch (AmqpException e) {
      log.debug("Not announced, the broker is away: {}", e.getMessage());
    }
  }

  private Instant lastAnnounced(Sensor sensor) {
    return announcedAt.getOrDefault(sensor.id(), Instant.EPOCH);
  }

  private void announce(Sensor sensor, Instant now) {
    Participant participant = participant(sensor);
    Message message =
        MessageBuilder.withBody(json.writeValueAsBytes(Announcement.of(participant)))
            .setContentType(MessageProperties.CONTENT_TYPE_JSON)
            .build();
    broker.send(BrokerNames.DISCOVERY_EXCHANGE, participant.role(), message);
    announcedAt.put(sensor.id(), now);
  }

  private Participant participant(Sensor sensor) {
    SensorSettings current = settings.of(sensor.id());
    String metric = sensor.id().metric().wireName();
    return new Participant(
        sensor.id().toString(),
        metric + "-sensor",
        "sensor-emulators/" + metric,
        sensor.server().name() + " " + metric,
        switch (sensor.id().metric()) {
          case POWER -> "bolt";
          default -> "cloud";
        },
        List.of(
            parameter(
                "interval", "integer", "Milliseconds between readings", current.intervalMillis()),
            parameter(
                "noise", "number", "Standard deviation, share of the reading", current.noise()),
            parameter(
                "offset",
                "number",
                "Added to each reading, in " + sensor.id().metric().unit(),
                current.offset()),
            parameter("fault", "string", "none, stuck, spike, drop or skew", current.fault())),
        List.of(
            new Port(
                "readings", "reading", "Emulated readings, over HTTP to ingestion", null, null)));
  }

  private static Port parameter(String id, String type, String description, Object value) {
    return new Port(id, type, description, null, value);
  }
}
