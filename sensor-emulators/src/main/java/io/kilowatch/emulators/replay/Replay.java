package io.kilowatch.emulators.replay;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.emulators.load.LoadModel;
import io.kilowatch.emulators.load.LoadSource;
import io.kilowatch.emulators.replica.SharedState;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Load from the trace that is being replayed, and from the model when none is. */
public final class Replay implements SharedState<ReplayOrder>, LoadSource {

  private static final Logger log = LoggerFactory.getLogger(Replay.class);

  private final TraceDirectory traces;
  private volatile @Nullable ReplayOrder latest;
  private volatile @Nullable ReplayRun run;

  public Replay(TraceDirectory traces) {
    this.traces = traces;
  }

  /** The run that was started last, also when it is over; empty once it is stopped. */
  public Optional<ReplayRun> run() {
    return Optional.ofNullable(run);
  }

  Optional<ReplayOrder> latest() {
    return Optional.ofNullable(latest);
  }

  @Override
  public Class<ReplayOrder> type() {
    return ReplayOrder.class;
  }

  @Override
  public synchronized void apply(ReplayOrder order) {
    ReplayOrder known = latest;
    if (known != null && !order.changedAt().isAfter(known.changedAt())) {
      return;
    }
    latest = order;
    run = order.stopped() ? null : load(order);
  }

  private @Nullable ReplayRun load(ReplayOrder order) {
    try {
      return new ReplayRun(order, traces.read(order.file()));
    } catch (IOException | IllegalArgumentException e) {
      log.warn(
          "Can't replay {}, its servers stay on the load model: {}", order.file(), e.toString());
      return null;
    }
  }

  @Override
  public Collection<ReplayOrder> snapshot() {
    return latest().map(List::of).orElseGet(List::of);
  }

  @Override
  public double loadAt(ServerEntry server, SiteEntry site, Instant at) {
    return shifted(at)
        .map(current -> current.load(server.id(), current.rowsDue(at) - 1))
        .orElseGet(() -> LoadModel.loadAt(server.id(), site.longitude(), at));
  }

  @Override
  public String basis(Instant at) {
    return shifted(at).isPresent() ? "trace" : "model";
  }

  private Optional<ReplayRun> shifted(Instant at) {
    return run()
        .filter(current -> !current.original() && !current.over(at) && current.rowsDue(at) > 0);
  }
}
