package io.kilowatch.base.discovery;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Announcement;
import io.kilowatch.contracts.discovery.Participant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/** Announces the participants at the start and every half minute; silence means they are gone. */
final class DiscoveryAnnouncer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryAnnouncer.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final List<ParticipantSource> sources;
  private final AmqpTemplate broker;
  private final JsonMapper jsonMapper;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("discovery").daemon().factory());

  private volatile boolean running;

  DiscoveryAnnouncer(List<ParticipantSource> sources, AmqpTemplate broker, JsonMapper jsonMapper) {
    this.sources = sources;
    this.broker = broker;
    this.jsonMapper = jsonMapper;
  }

  @Override
  public void start() {
    running = true;
    Future<?> _ =
        thread.scheduleWithFixedDelay(this::announce, 0, INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void announce() {
    try {
      for (ParticipantSource source : sources) {
        source.participants().forEach(this::send);
      }
    } catch (AmqpException e) {
      LOG.debug("not announced, the broker is away: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("not announced", e);
    }
  }

  private void send(Participant participant) {
    Message message =
        MessageBuilder.withBody(jsonMapper.writeValueAsBytes(Announcement.of(participant)))
            .setContentType(MessageProperties.CONTENT_TYPE_JSON)
            .build();
    broker.send(BrokerNames.DISCOVERY_EXCHANGE, participant.role(), message);
  }
}
