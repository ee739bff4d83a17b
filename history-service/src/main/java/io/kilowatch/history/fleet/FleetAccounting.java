package io.kilowatch.history.fleet;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.totals.Accounting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Accounts for many servers at once, but for no more at a time than the store should bear. */
@Component
final class FleetAccounting {

  /** Of all requests together. */
  private static final int SERVERS_AT_ONCE = 8;

  /** Server-hours that one request may ask for: a year of more than 200 servers. */
  private static final long MOST_SERVER_HOURS = 2_000_000;

  private final Accounting accounting;
  private final Semaphore turns = new Semaphore(SERVERS_AT_ONCE);

  FleetAccounting(Accounting accounting) {
    this.accounting = accounting;
  }

  static void check(TimeRange range, int servers) {
    long hours = (range.toMillis() - range.fromMillis()) / 3_600_000;
    if (hours * servers > MOST_SERVER_HOURS) {
      throw ProblemException.badRequest(
          "to",
          "must be closer to from: at most "
              + MOST_SERVER_HOURS / servers
              + " hours for "
              + servers
              + " servers");
    }
  }

  /** The accounts of each server, in no order. */
  List<ServerAccounts> accounts(Collection<ServerEntry> servers, List<TimeRange> buckets) {
    try {
      return inParallel(servers, buckets);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("The service is stopping.", Duration.ofSeconds(5));
    }
  }

  private List<ServerAccounts> inParallel(Collection<ServerEntry> servers, List<TimeRange> buckets)
      throws InterruptedException {
    List<ServerAccounts> accounts = new ArrayList<>(servers.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ExecutorCompletionService<ServerAccounts> done = new ExecutorCompletionService<>(threads);
      for (ServerEntry server : servers) {
        done.submit(() -> inTurn(server, buckets));
      }
      try {
        for (int i = 0; i < servers.size(); i++) {
          accounts.add(done.take().get());
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
    return accounts;
  }

  private ServerAccounts inTurn(ServerEntry server, List<TimeRange> buckets)
      throws InterruptedException {
    turns.acquire();
    try {
      return new ServerAccounts(server, accounting.accounts(server, buckets));
    } finally {
      turns.release();
    }
  }
}
