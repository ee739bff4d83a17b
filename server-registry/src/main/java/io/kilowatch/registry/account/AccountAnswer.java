package io.kilowatch.registry.account;

import java.time.Instant;

/** An account as an administrator sees it. */
record AccountAnswer(
    String id, String email, String name, Role role, boolean disabled, Instant createdAt) {

  static AccountAnswer of(Account account) {
    return new AccountAnswer(
        account.id(),
        account.email(),
        account.name(),
        account.role(),
        account.disabled(),
        account.createdAt());
  }
}
