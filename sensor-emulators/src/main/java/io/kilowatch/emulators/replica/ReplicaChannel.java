package io.kilowatch.emulators.replica;

import java.time.Clock;
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
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What replicas tell each other over the broker: that they live, that they leave, and what changed.
 *
 * <p>With the broker away each replica soon believes that it is alone and reads for all servers;
 * the readings are the same, so this costs work and nothing else.
 */
public final class ReplicaChannel implements MessageListener, SmartLifecycle {

  /** Fanout exchange; each replica binds a queue of its own. */
  static final String EXCHANGE = "emulators";

  private static final Logger log = LoggerFactory.getLogger(ReplicaChannel.class);
  private static final String ALIVE = "alive";
  private static final String LEAVING = "leaving";

  private final Replicas replicas;
  private final List<SharedState<?>> states;
  private final AmqpTemplate broker;
  private final JsonMapper json;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("replica-heartbeat").daemon().factory());

  private volatile boolean running;

  ReplicaChannel(
      Replicas replicas,
      List<SharedState<?>> states,
      AmqpTemplate broker,
      JsonMapper json,
      Clock clock) {
    this.replicas = replicas;
    this.states = List.copyOf(states);
    this.broker = broker;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Tells every replica.
   *
   * @throws AmqpException when the broker is away; nobody was told then
   */
  public void share(Object change) {
    send(change.getClass().getSimpleName(), json.writeValueAsBytes(change));
  }

  private void send(String type, byte[] body) {
    Message message =
        MessageBuilder.withBody(body)
            .setContentType(MessageProperties.CONTENT_TYPE_JSON)
            .setType(type)
            .setAppId(replicas.self())
            .build();
    broker.send(EXCHANGE, "", message);
  }

  @Override
  public void onMessage(Message message) {
    String type = String.valueOf(message.getMessageProperties().getType());
    String sender = String.valueOf(message.getMessageProperties().getAppId());
    switch (type) {
      case ALIVE -> welcome(sender);
      case LEAVING -> replicas.left(sender);
      default -> states.forEach(state -> apply(state, type, message.getBody()));
    }
  }

  private void welcome(String sender) {
    if (replicas.heard(sender, clock.instant())) {
      log.info("Replica {} is here", sender);
      states.stream().flatMap(state -> state.snapshot().stream()).forEach(this::share);
    }
  }

  private <T> void apply(SharedState<T> state, String type, byte[] body) {
    if (!state.type().getSimpleName().equals(type)) {
      return;
    }
    try {
      state.apply(json.readValue(body, state.type()));
    } catch (JacksonException e) {
      log.warn("Another replica's {} can't be read: {}", type, e.getOriginalMessage());
    }
  }

  private void sayAlive() {
    try {
      send(ALIVE, new byte[0]);
    } catch (AmqpException e) {
      log.debug("Not heard, the broker is away: {}", e.getMessage());
    }
  }

  @Override
  public void start() {
    running = true;
    replicas.join(clock.instant());
    Future<?> _ =
        thread.scheduleWithFixedDelay(
            this::sayAlive, 0, Replicas.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
    try {
      send(LEAVING, new byte[0]);
    } catch (AmqpException e) {
      log.debug("Left unheard, the broker is away: {}", e.getMessage());
    }
  }

  /** Before the sensors start, and after they have stopped. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 1;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
