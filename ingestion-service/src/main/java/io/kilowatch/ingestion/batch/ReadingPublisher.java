package io.kilowatch.ingestion.batch;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.ingestion.refusal.Refusal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hands readings to the broker and tells when it has confirmed them all. */
public final class ReadingPublisher {

  /** Qpid Broker-J says why it refused a batch right after it has refused it. */
  private static final Executor ONCE_REASON_IS_DUE =
      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

  private final BrokerLink link;
  private final InFlightBytes inFlight;
  private final int maxBatchReadings;
  private final Map<String, Lane> laneOfMetric;
  private final Map<String, BatchMeters> metersOfRoutingKey = new HashMap<>();

  public ReadingPublisher(
      BrokerLink link, InFlightBytes inFlight, PublishSettings settings, MeterRegistry meters) {
    this.link = link;
    this.inFlight = inFlight;
    this.maxBatchReadings = settings.maxBatchReadings();
    List<Lane> lanes = new ArrayList<>();
    for (String routingKey : BrokerNames.READING_ROUTING_KEYS) {
      BatchMeters laneMeters = new BatchMeters(meters, routingKey);
      metersOfRoutingKey.put(routingKey, laneMeters);
      lanes.add(
          new Lane(
              routingKey,
              settings,
              inFlight,
              laneMeters,
              link::breakConnection,
              ONCE_REASON_IS_DUE));
    }
    this.laneOfMetric = lanesByMetric(lanes);
    link.serve(lanes, settings.confirmTimeout());
    Gauge.builder("kilowatch.ingestion.bytes.in.flight", inFlight, InFlightBytes::current)
        .description("bodies being read and batches not yet confirmed")
        .baseUnit("bytes")
        .register(meters);
  }

  /**
   * Says early, before a body is read, that its readings would not be taken.
   *
   * @throws Refusal if the broker is away or blocked
   */
  public void requireBroker() {
    link.requireOpen();
  }

  /**
   * Publishes the runs.
   *
   * @return ends once all are confirmed, on the thread that heard of it; or with a {@link Refusal},
   *     and then nothing is known of any of them
   * @throws Refusal if nothing was published
   */
  public CompletableFuture<@Nullable Void> publish(List<ReadingRun> received) {
    link.requireOpen();
    // The packager can hold so many messages only if none is long.
    List<ReadingRun> runs =
        received.stream().flatMap(run -> run.parts(maxBatchReadings).stream()).toList();
    inFlight.reserve(runs.stream().mapToLong(RunBytes::of).sum());
    Receipt receipt = new Receipt();
    Map<Lane, List<ReadingRun>> byLane = new HashMap<>();
    for (ReadingRun run : runs) {
      byLane.computeIfAbsent(lane(run), _ -> new ArrayList<>()).add(run);
    }
    byLane.forEach((lane, laneRuns) -> lane.add(laneRuns, receipt));
    receipt.confirmed();
    return receipt.settled();
  }

  /** How many batches the broker has confirmed for this routing key since the start. */
  public double confirmedBatches(String routingKey) {
    BatchMeters meters = metersOfRoutingKey.get(routingKey);
    return meters == null ? 0 : meters.confirmed();
  }

  private Lane lane(ReadingRun run) {
    Lane lane = laneOfMetric.get(run.metric());
    if (lane == null) {
      throw new IllegalArgumentException("no queue takes the metric " + run.metric());
    }
    return lane;
  }

  private static Map<String, Lane> lanesByMetric(List<Lane> lanes) {
    Map<String, Lane> byRoutingKey =
        lanes.stream().collect(Collectors.toMap(Lane::routingKey, Function.identity()));
    return Arrays.stream(Metric.values())
        .collect(
            Collectors.toUnmodifiableMap(
                Metric::wireName,
                metric -> {
                  Lane lane = byRoutingKey.get(BrokerNames.routingKey(metric));
                  if (lane == null) {
                    throw new IllegalStateException("no lane for " + metric.wireName());
                  }
                  return lane;
                }));
  }
}
