package io.kilowatch.history.fleet;

import io.kilowatch.history.totals.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The accounts of one group of servers, added up bucket by bucket. Once all servers are in, many
 * requests share it and nobody adds to it.
 */
final class GroupAccounts {

  private final String name;
  private final List<Account> buckets = new ArrayList<>();
  private int servers;

  private GroupAccounts(String name) {
    this.name = name;
  }

  /** Adds a server to its group, of those by their keys. */
  static void add(ServerAccounts one, GroupBy.Group group, Map<String, GroupAccounts> groups) {
    groups.computeIfAbsent(group.key(), key -> new GroupAccounts(group.name())).add(one.buckets());
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

  private void add(List<Account> accounts) {
    for (int i = 0; i < accounts.size(); i++) {
      if (i == buckets.size()) {
        buckets.add(new Account());
      }
      buckets.get(i).add(accounts.get(i));
    }
    servers++;
  }
}
