package io.kilowatch.registry.event;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes what has changed, in order, beside the request that changed it.
 *
 * <p>An event may be lost: while the broker is away it is dropped and counted, because every
 * consumer also polls the directory, and no request may wait for the broker.
 */
@Component
public class RegistryEvents implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryEvents.class);
  private static final int WAITING_AT_MOST = 10_000;

  private final RabbitTemplate rabbit;
  private final JsonMapper jsonMapper;
  private final Counter published;
  private final Counter lost;
  private final ThreadPoolExecutor sender;

  RegistryEvents(RabbitTemplate rabbit, JsonMapper jsonMapper, MeterRegistry meters) {
    this.rabbit = rabbit;
    this.jsonMapper = jsonMapper;
    this.published = meters.counter("kilowatch.registry.events", "outcome", "published");
    this.lost = meters.counter("kilowatch.registry.events", "outcome", "lost");
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_AT_MOST),
            Thread.ofVirtual().name("registry-events").factory(),
            (event, executor) -> lost.increment());
  }

  /** Call it after the change is written. */
  public void publish(RegistryEvent event) {
    sender.execute(() -> send(event));
  }

  /** How many events the broker was given since the start. */
  public double published() {
    return published.count();
  }

  @Override
  public void destroy() throws InterruptedException {
    sender.shutdown();
    if (!sender.awaitTermination(5, TimeUnit.SECONDS)) {
      sender.shutdownNow();
    }
  }

  private void send(RegistryEvent event) {
    try {
      rabbit.send(
          BrokerNames.REGISTRY_EXCHANGE,
          event.type(),
          MessageBuilder.withBody(jsonMapper.writeValueAsBytes(event))
              .setContentType(MessageProperties.CONTENT_TYPE_JSON)
              .build());
      published.increment();
    } catch (AmqpException e) {
      lost.increment();
      LOG.warn("event {} of {} is lost: {}", event.type(), event.subjectId(), e.getMessage());
    }
  }
}
