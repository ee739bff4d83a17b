package io.kilowatch.ingestion.batch;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.SocketConfigurator;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The one connection to the broker: made, watched and made again for as long as the service runs.
 *
 * <p>It recovers by starting over rather than by the client's own recovery, because what was in
 * flight has to be told "outcome unknown" first.
 */
public final class BrokerLink implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

  private static final int CLOSE_TIMEOUT_MILLIS = 1_000;

  /**
   * Of a quorum queue that was made within the last second RabbitMQ 3.10 finds nothing again after
   * it was killed, though it had confirmed what was published there, and takes nothing more for it.
   */
  private static final Duration QUEUE_SETTLES = Duration.ofSeconds(2);

  /**
   * How one connection stands. Each has its own, because the client may tell of one that was given
   * up when the next is there already.
   */
  private static final class Standing {
    volatile boolean prepared;
    volatile boolean blocked;
    volatile boolean queueMissing;
  }

  private final ConnectionFactory factory;
  private final List<Address> addresses;
  private final Semaphore wakeUp = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();

  private List<Lane> lanes = List.of();
  private Duration confirmTimeout = Duration.ZERO;
  private volatile Standing standing = new Standing();
  private volatile boolean running;
  private volatile @Nullable Socket socket;
  private boolean outageReported;

  /**
   * A link that is down until it is started.
   *
   * @param factory changed by this class, so it must be its own
   */
  public BrokerLink(ConnectionFactory factory, List<Address> addresses) {
    this.factory = factory;
    this.addresses = List.copyOf(addresses);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setRequestedHeartbeat(5);
    factory.setConnectionTimeout(3_000);
    configureSockets();
  }

  /** After what the factory does to a socket: under TLS that has the host name verified. */
  private void configureSockets() {
    SocketConfigurator configured = factory.getSocketConfigurator();
    SocketConfigurator own =
        opened -> {
          opened.setTcpNoDelay(true);
          socket = opened;
        };
    factory.setSocketConfigurator(configured == null ? own : configured.andThen(own));
  }

  /** Names who publishes through this link; before it is started. */
  void serve(List<Lane> served, Duration timeout) {
    lanes = List.copyOf(served);
    confirmTimeout = timeout;
  }

  /**
   * Passes if readings can be published.
   *
   * @throws Refusal if the broker is away or has blocked publishers
   */
  void requireOpen() {
    Standing current = standing;
    if (!current.prepared) {
      throw away();
    }
    if (current.blocked) {
      throw blocked();
    }
  }

  /** Whether readings can be published at the moment. */
  public boolean open() {
    Standing current = standing;
    return current.prepared && !current.blocked;
  }

  /** Gives the connection up from outside; a stalled peer can't be closed politely. */
  void breakConnection() {
    Socket current = socket;
    try {
      if (current != null) {
        current.close();
      }
    } catch (IOException e) {
      LOG.debug("closing the socket to the broker", e);
    }
  }

  @Override
  public void start() {
    running = true;
    threads.add(Thread.ofPlatform().daemon().name("broker-link").start(this::keepConnected));
    for (Lane lane : lanes) {
      threads.add(
          Thread.ofPlatform().daemon().name("publish-" + lane.routingKey()).start(lane::run));
    }
  }

  @Override
  public void stop() {
    drain();
    running = false;
    lanes.forEach(Lane::stop);
    wakeUp.release();
    for (Thread thread : threads) {
      join(thread);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops after the web server, whose last requests still wait for their confirms. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void drain() {
    long end = System.nanoTime() + DRAIN_TIMEOUT.toNanos();
    while (!lanes.stream().allMatch(Lane::idle) && System.nanoTime() < end) {
      sleep(Duration.ofMillis(10));
    }
  }

  private void keepConnected() {
    Duration wait = FIRST_RETRY;
    while (running) {
      wakeUp.drainPermits();
      if (connectAndWatch()) {
        wait = FIRST_RETRY;
      }
      sleepUnlessStopped(wait);
      wait = wait.compareTo(LONGEST_RETRY) < 0 ? wait.multipliedBy(2) : LONGEST_RETRY;
    }
  }

  /** Returns when there is no connection any more; whether there was one. */
  private boolean connectAndWatch() {
    Connection connection = null;
    boolean prepared = false;
    try {
      connection = factory.newConnection(addresses, "ingestion-service");
      prepare(connection);
      prepared = true;
      LOG.info("connected to the broker at {}", connection.getAddress());
      outageReported = false;
      watch(connection);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      reportOutage(e);
    } catch (Throwable e) {
      // Out of threads, for instance: no other thread would ever connect again.
      LOG.error("the connection to the broker failed in a way that nobody has foreseen", e);
    } finally {
      // Those who wait are told first: closing may take as long as a stalled peer likes.
      standing = new Standing();
      lanes.forEach(lane -> lane.close(lost()));
      if (connection != null) {
        connection.abort(CLOSE_TIMEOUT_MILLIS);
      }
    }
    return prepared;
  }

  /** Once for each outage: a line every two seconds would bury the rest of the log. */
  private void reportOutage(Exception e) {
    if (!outageReported) {
      LOG.warn(
          "no connection to the broker, readings are refused until there is one: {}", e.toString());
      outageReported = true;
    }
  }

  private void prepare(Connection connection) throws IOException, TimeoutException {
    Standing own = standing;
    connection.addShutdownListener(_ -> wakeUp.release());
    connection.addBlockedListener(blockedListener(own));
    if (ReadingTopology.declare(connection)) {
      LOG.info(
          "made queues for readings; taking readings in {} s, when a broker that is killed keeps"
              + " them",
          QUEUE_SETTLES.toSeconds());
      sleepUnlessStopped(QUEUE_SETTLES);
    }
    for (Lane lane : lanes) {
      openLane(connection, lane, own);
    }
    own.prepared = true;
  }

  private void openLane(Connection connection, Lane lane, Standing own) throws IOException {
    Channel channel = connection.createChannel();
    if (channel == null) {
      throw new IOException("the broker grants no more channels");
    }
    channel.addConfirmListener(
        (sequence, multiple) -> lane.confirmed(channel, sequence, multiple),
        (sequence, multiple) -> lane.refused(channel, sequence, multiple));
    channel.addReturnListener(returned -> {
      lane.returned(channel, Long.parseLong(returned.getProperties().getMessageId()));
      own.queueMissing = true;
      wakeUp.release();
    });
    // A channel may be closed alone, for instance when somebody deletes the exchange.
    channel.addShutdownListener(_ -> wakeUp.release());
    channel.confirmSelect();
    lane.open(channel);
  }

  /** Returns when the connection is no longer of use. */
  private void watch(Connection connection) {
    while (running && connection.isOpen() && lanes.stream().allMatch(Lane::hasOpenChannel)) {
      if (standing.queueMissing) {
        LOG.warn("the broker returned readings for want of a queue; connecting anew to make it");
        return;
      }
      if (stalled()) {
        LOG.warn(
            "the broker has confirmed nothing for {} s; connecting anew",
            confirmTimeout.toSeconds());
        breakConnection();
        return;
      }
      awaitNews();
    }
  }

  private boolean stalled() {
    return lanes.stream()
        .anyMatch(lane -> lane.oldestUnconfirmedNanos() > confirmTimeout.toNanos());
  }

  private BlockedListener blockedListener(Standing own) {
    return new BlockedListener() {
      @Override
      public void handleBlocked(String reason) {
        LOG.warn("the broker has blocked publishers: {}", reason);
        own.blocked = true;
        lanes.forEach(lane -> lane.giveUp(blocked()));
      }

      @Override
      public void handleUnblocked() {
        LOG.info("the broker takes readings again");
        own.blocked = false;
      }
    };
  }

  private static Refusal away() {
    return new Refusal(
        RefusalCause.BROKER_AWAY, "the broker is away; nothing of this request was taken");
  }

  private static Refusal blocked() {
    return new Refusal(
        RefusalCause.BROKER_BLOCKED,
        "the broker takes nothing at the moment; the outcome is unknown, sending again is safe");
  }

  private static Refusal lost() {
    return Refusal.outcomeUnknown("the connection to the broker was lost");
  }

  private void awaitNews() {
    try {
      boolean _ = wakeUp.tryAcquire(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  private void sleepUnlessStopped(Duration time) {
    if (running) {
      sleep(time);
    }
  }

  private void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
