package io.kilowatch.history.fleet;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.totals.Accounting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Accounts for many servers at once, but for no more at a time than the store should bear. Each
 * goes into its group as soon as it is there: of 2,000 servers and a month of hours, all would be
 * some 300 MB.
 */
@Component
final class FleetAccounting {

  /** Of all requests together. */
  private static final int SERVERS_AT_ONCE = 8;

  /** Of one request; some wait for a slow one before them, and the store is not idle meanwhile. */
  private static final int MOST_BEGUN = 2 * SERVERS_AT_ONCE;

  /** Server-hours that one request may ask for: a year of more than 200 servers. */
  private static final long MOST_SERVER_HOURS = 2_000_000;

  /** Accounts that one request may get, some 20 MB; each server may be a group of its own. */
  private static final int MOST_ACCOUNTS = 100_000;

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

  static void checkGroups(long groups, int buckets) {
    if (groups * buckets > MOST_ACCOUNTS) {
      throw ProblemException.badRequest(
          "bucket",
          "must be longer, or the range shorter: at most "
              + MOST_ACCOUNTS / groups
              + " buckets for "
              + groups
              + " groups");
    }
  }

  /**
   * The accounts of each group by its key. Servers are added up in the order of their ids, so that
   * the same readings make the same sums to the last digit.
   */
  Map<String, GroupAccounts> accounts(
      Directory directory, GroupBy groupBy, List<TimeRange> buckets) {
    checkGroups(groupBy.groups(directory), buckets.size());
    try {
      return inParallel(directory, groupBy, buckets);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("The service is stopping.", Duration.ofSeconds(5));
    }
  }

  private Map<String, GroupAccounts> inParallel(
      Directory directory, GroupBy groupBy, List<TimeRange> buckets) throws InterruptedException {
    Map<String, GroupAccounts> groups = new TreeMap<>();
    Iterator<ServerEntry> servers =
        directory.servers().stream().sorted(Comparator.comparing(ServerEntry::id)).iterator();
    Deque<Future<ServerAccounts>> begun = new ArrayDeque<>(MOST_BEGUN);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        while (servers.hasNext() || !begun.isEmpty()) {
          while (servers.hasNext() && begun.size() < MOST_BEGUN) {
            ServerEntry server = servers.next();
            begun.add(threads.submit(() -> inTurn(server, buckets)));
          }
          ServerAccounts next = begun.remove().get();
          GroupAccounts.add(next, groupBy.group().apply(next.server(), directory), groups);
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
    return groups;
  }

  private ServerAccounts inTurn(ServerEntry server, List<TimeRange> buckets)
      throws InterruptedException {
    turns.acquire();
    try {
      return new ServerAccounts(server, accounting.accountsInService(server, buckets));
    } finally {
      turns.release();
    }
  }
}
