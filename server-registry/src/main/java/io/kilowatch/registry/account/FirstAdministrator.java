package io.kilowatch.registry.account;

import io.kilowatch.base.input.FieldChecks;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Creates the first administrator from the environment; there is no default password. */
@Component
class FirstAdministrator implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

  private final Accounts accounts;
  private final AccountStore store;
  private final Administrators administrators;
  private final PasswordRules rules;
  private final String email;
  private final String password;

  FirstAdministrator(
      Accounts accounts,
      AccountStore store,
      Administrators administrators,
      PasswordRules rules,
      @Value("${kilowatch.admin.email}") String email,
      @Value("${kilowatch.admin.password}") String password) {
    this.accounts = accounts;
    this.store = store;
    this.administrators = administrators;
    this.rules = rules;
    this.email = email;
    this.password = password;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    List<String> there = store.activeAdministrators().stream().map(Account::id).toList();
    administrators.begin(there);
    if (!there.isEmpty()) {
      return;
    }
    if (email.isBlank() || password.isBlank()) {
      throw new IllegalStateException(
          "there is no administrator yet: set KILOWATCH_ADMIN_EMAIL and KILOWATCH_ADMIN_PASSWORD");
    }
    FieldChecks checks = new FieldChecks();
    NewAccount.Checked asked =
        new NewAccount(email, "Administrator", password, null).checked(rules, checks);
    if (checks.failed()) {
      throw new IllegalStateException(
          "KILOWATCH_ADMIN_EMAIL and KILOWATCH_ADMIN_PASSWORD can't be used: " + checks.problems());
    }
    if (accounts.create(asked, Role.ADMIN, null).isPresent()) {
      LOG.info("created the first administrator, {}", asked.email());
    } else if (store.activeAdministrators().isEmpty()) {
      throw new IllegalStateException(
          "there is no administrator, and the address in KILOWATCH_ADMIN_EMAIL has another account");
    }
  }
}
