package io.kilowatch.registry.signin;

import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.security.SessionToken;
import io.kilowatch.registry.account.Account;
import io.kilowatch.registry.account.AccountStore;
import io.kilowatch.registry.account.Accounts;
import io.kilowatch.registry.account.PasswordRules;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets a person choose a new password, which signs them out everywhere else. */
@RestController
class PasswordController {

  private final SignIn signIn;
  private final Accounts accounts;
  private final AccountStore store;
  private final PasswordRules rules;
  private final SessionCookie cookies;
  private final CallSource source;

  PasswordController(
      SignIn signIn,
      Accounts accounts,
      AccountStore store,
      PasswordRules rules,
      SessionCookie cookies,
      CallSource source) {
    this.signIn = signIn;
    this.accounts = accounts;
    this.store = store;
    this.rules = rules;
    this.cookies = cookies;
    this.source = source;
  }

  /**
   * Sets a new password, which ends every session. A browser is answered with the cookie of a new
   * one, so that whoever sits before it needs no second try; a script signs in anew.
   */
  @PostMapping("/api/v1/auth/password")
  ResponseEntity<Void> change(
      CurrentUser user, @RequestBody PasswordChange change, HttpServletRequest request) {
    Account account =
        store.find(user.id()).orElseThrow(() -> ProblemException.notFound("user " + user.id()));
    FieldChecks checks = new FieldChecks();
    String oldPassword = change.oldPassword();
    String newPassword = change.newPassword();
    if (oldPassword == null || newPassword == null) {
      checks.require(oldPassword != null, "oldPassword", "is required");
      checks.require(newPassword != null, "newPassword", "is required");
      throw ProblemException.badRequest(checks.problems());
    }
    rules
        .objection(newPassword, account.email())
        .ifPresent(reason -> checks.refuse("newPassword", reason));
    checks.throwIfFailed();
    signIn.confirm(account, oldPassword, source.of(request));
    Account changed = accounts.changePassword(user, account, newPassword);
    if (!SessionToken.fromCookie(request)) {
      return ResponseEntity.noContent().build();
    }
    String token = signIn.started(changed);
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookies.with(token, request))
        .build();
  }

  /** The old password and the new one. */
  record PasswordChange(@Nullable String oldPassword, @Nullable String newPassword) {

    /** Without the passwords, which no log may show. */
    @Override
    public String toString() {
      return "PasswordChange[]";
    }
  }
}
