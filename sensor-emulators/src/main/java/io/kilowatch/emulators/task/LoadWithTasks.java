package io.kilowatch.emulators.task;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.emulators.load.LoadSource;
import java.time.Instant;

/** A server's own load, and that of the tasks that run on it, as far as it can take both. */
public final class LoadWithTasks implements LoadSource {

  private final LoadSource own;
  private final RunningTasks tasks;

  public LoadWithTasks(LoadSource own, RunningTasks tasks) {
    this.own = own;
    this.tasks = tasks;
  }

  @Override
  public double loadAt(ServerEntry server, SiteEntry site, Instant at) {
    return Math.min(1, own.loadAt(server, site, at) + tasks.shareOf(server, at));
  }

  @Override
  public String basis(Instant at) {
    return own.basis(at);
  }
}
