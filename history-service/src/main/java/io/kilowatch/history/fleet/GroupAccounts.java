package io.kilowatch.history.fleet;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.history.totals.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The accounts of one group of servers, added up bucket by bucket. */
final class GroupAccounts {

  private final String name;
  private final List<Account> buckets = new ArrayList<>();
  private int servers;

  private GroupAccounts(String name) {
    this.name = name;
  }

  /** Each group by its key. */
  static Map<String, GroupAccounts> of(
      List<ServerAccounts> fleet, GroupBy groupBy, Directory directory) {
    Map<String, GroupAccounts> groups = new TreeMap<>();
    for (ServerAccounts one : fleet) {
      GroupBy.Group group = groupBy.group().apply(one.server(), directory);
      groups
          .computeIfAbsent(group.key(), key -> new GroupAccounts(group.name()))
          .add(one.buckets());
    }
    return groups;
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
