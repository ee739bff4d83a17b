package io.kilowatch.registry.account;

import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts over HTTP, for administrators. */
@RestController
@RequestMapping("/api/v1/users")
@PreAuthorize("hasRole('ADMIN')")
class UserController {

  private final Accounts accounts;
  private final AccountStore store;
  private final PasswordRules rules;

  UserController(Accounts accounts, AccountStore store, PasswordRules rules) {
    this.accounts = accounts;
    this.store = store;
    this.rules = rules;
  }

  @GetMapping
  Page<AccountAnswer> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Page<Account> page = store.page(PageLimit.of(limit), cursor);
    return new Page<>(page.items().stream().map(AccountAnswer::of).toList(), page.nextCursor());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  AccountAnswer create(CurrentUser actor, @RequestBody NewAccount request) {
    FieldChecks checks = new FieldChecks();
    NewAccount.Checked asked = request.checked(rules, checks);
    Role role =
        request.role() == null
            ? Role.USER
            : checks.constant("role", request.role(), Role.class, Role.USER);
    checks.throwIfFailed();
    return accounts
        .create(asked, role, actor)
        .map(AccountAnswer::of)
        .orElseThrow(() -> ProblemException.conflict("email", "has an account"));
  }

  @PatchMapping("/{id}")
  AccountAnswer change(
      CurrentUser actor, @PathVariable String id, @RequestBody AccountPatch patch) {
    FieldChecks checks = new FieldChecks();
    Role role =
        patch.role() == null ? null : checks.constant("role", patch.role(), Role.class, Role.USER);
    checks.throwIfFailed();
    return AccountAnswer.of(accounts.change(actor, id, role, patch.disabled()));
  }

  /** What can be changed; null leaves it as it is. */
  record AccountPatch(@Nullable String role, @Nullable Boolean disabled) {}
}
