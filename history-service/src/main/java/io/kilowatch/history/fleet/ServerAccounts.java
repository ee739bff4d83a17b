package io.kilowatch.history.fleet;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.totals.Account;
import java.util.List;

/** The accounts of one server, one for each bucket. */
record ServerAccounts(ServerEntry server, List<Account> buckets) {

  ServerAccounts {
    buckets = List.copyOf(buckets);
  }
}
