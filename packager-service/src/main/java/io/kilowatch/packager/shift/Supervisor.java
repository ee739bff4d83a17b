package io.kilowatch.packager.shift;

import com.rabbitmq.client.Connection;
import io.kilowatch.packager.broker.BrokerLink;
import io.kilowatch.packager.store.Store;
import io.kilowatch.packager.store.StoreLink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Begins a shift when store and broker are there, and again, with back-off, when one was away. */
public final class Supervisor implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final int CLOSE_MILLIS = 3_000;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private final Shift shift;
  private final BrokerLink broker;
  private final StoreLink stores;
  private final Backoff backoff = new Backoff();
  private final Counter interruptions;
  private volatile ShiftState state = ShiftState.STOPPED;
  private volatile @Nullable Thread worker;

  public Supervisor(Shift shift, BrokerLink broker, StoreLink stores, MeterRegistry meters) {
    this.shift = shift;
    this.broker = broker;
    this.stores = stores;
    this.interruptions =
        Counter.builder("kilowatch.packager.interruptions")
            .description("Times a shift ended because store or broker went away")
            .tag("shift", shift.name())
            .register(meters);
    Gauge.builder("kilowatch.packager.working", this, s -> s.state == ShiftState.WORKING ? 1 : 0)
        .description("1 while store and broker are there and the shift consumes")
        .tag("shift", shift.name())
        .register(meters);
  }

  public String name() {
    return shift.name();
  }

  public ShiftState state() {
    return state;
  }

  @Override
  public void start() {
    worker = Thread.ofPlatform().name("shift-" + shift.name()).start(this::run);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        workOnce();
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException e) {
      LOG.info("{}: stopped", shift.name());
    } finally {
      state = ShiftState.STOPPED;
    }
  }

  private void workOnce() throws InterruptedException {
    try {
      // 1. The store first: what is consumed before it answers would only have to be handed back.
      enter(ShiftState.WAITING_FOR_STORE);
      Store store = stores.await();
      shift.probe(store);
      // 2. A connection of this shift's own.
      enter(ShiftState.WAITING_FOR_BROKER);
      Connection connection = broker.open(shift.name());
      // 3. Work until something breaks.
      try {
        enter(ShiftState.WORKING);
        shift.work(connection, store, backoff);
      } finally {
        connection.abort(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      // An error too: without this thread nothing would be consumed any more.
      LOG.warn("{}: {} ended: {}", shift.name(), state, e.toString());
      LOG.debug("cause", e);
      interruptions.increment();
    }
  }

  private void enter(ShiftState next) {
    if (next == ShiftState.WORKING) {
      LOG.info("{}: working", shift.name());
    }
    state = next;
  }

  @Override
  public void stop() {
    Thread thread = worker;
    worker = null;
    if (thread != null) {
      thread.interrupt();
      join(thread);
    }
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(STOP_WITHIN)) {
        LOG.warn("{} is still at work; the broker will hand its deliveries on", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }

  @Override
  public int getPhase() {
    return StoreLink.PHASE + 1;
  }
}
