package io.kilowatch.registry.account;

import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets people make their own accounts, unless that is switched off. */
@RestController
class RegistrationController {

  private final Accounts accounts;
  private final PasswordRules rules;
  private final boolean enabled;

  RegistrationController(
      Accounts accounts,
      PasswordRules rules,
      @Value("${kilowatch.registration.enabled}") boolean enabled) {
    this.accounts = accounts;
    this.rules = rules;
    this.enabled = enabled;
  }

  /** Answers the same for an address that has an account: who has one is nobody's business. */
  @PostMapping("/api/v1/auth/register")
  @ResponseStatus(HttpStatus.CREATED)
  Registered register(@RequestBody Registration request) {
    if (!enabled) {
      throw ProblemException.of(
          HttpStatus.FORBIDDEN, "An administrator creates the accounts of this platform.");
    }
    FieldChecks checks = new FieldChecks();
    NewAccount.Checked asked =
        new NewAccount(request.email(), request.name(), request.password(), null)
            .checked(rules, checks);
    checks.throwIfFailed();
    accounts.create(asked, Role.USER, null);
    return new Registered(asked.email(), asked.name());
  }

  /** What a person registers with; a role is not among it. */
  record Registration(@Nullable String email, @Nullable String name, @Nullable String password) {

    /** Without the password, which no log may show. */
    @Override
    public String toString() {
      return "Registration[" + email + "]";
    }
  }

  record Registered(String email, String name) {}
}
