package io.kilowatch.history.fleet;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.totals.Account;
import io.kilowatch.history.totals.Accounting;
import io.kilowatch.history.web.TimeRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** The accounts of one group, added up bucket by bucket. */
  static final class GroupAccounts {
    private final String name;
    private final List<Account> buckets = new ArrayList<>();
    private int servers;

    GroupAccounts(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    int servers() {
      return servers;
    }

    List<Account> buckets() {
      return buckets;
    }

    void add(List<Account> accounts) {
      for (int i = 0; i < accounts.size(); i++) {
        if (i == buckets.size()) {
          buckets.add(new Account());
        }
        buckets.get(i).add(accounts.get(i));
      }
      servers++;
    }
  }

  private record OneServer(GroupBy.Group group, List<Account> accounts) {}

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

  /** The accounts of each group, by its key. */
  Map<String, GroupAccounts> accounts(Directory directory, GroupBy groupBy, List<TimeRange> buckets)
      throws InterruptedException {
    Collection<ServerEntry> servers = directory.servers();
    Map<String, GroupAccounts> groups = new TreeMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ExecutorCompletionService<OneServer> done = new ExecutorCompletionService<>(threads);
      for (ServerEntry server : servers) {
        GroupBy.Group group = groupBy.group().apply(server, directory);
        done.submit(() -> new OneServer(group, inTurn(server, buckets)));
      }
      try {
        for (int i = 0; i < servers.size(); i++) {
          OneServer one = done.take().get();
          groups
              .computeIfAbsent(one.group().key(), key -> new GroupAccounts(one.group().name()))
              .add(one.accounts());
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

  private List<Account> inTurn(ServerEntry server, List<TimeRange> buckets)
      throws InterruptedException {
    turns.acquire();
    try {
      return accounting.accounts(server, buckets);
    } finally {
      turns.release();
    }
  }
}
