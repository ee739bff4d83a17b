package io.kilowatch.registry.signin;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.registry.account.Account;
import io.kilowatch.registry.account.AccountStore;
import io.kilowatch.registry.account.Passwords;
import io.kilowatch.registry.session.Session;
import io.kilowatch.registry.session.Sessions;
import io.kilowatch.registry.token.UserTokens;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Decides who gets a token. */
@Component
class SignIn {

  private final AccountStore accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final UserTokens tokens;
  private final Throttle throttle;

  SignIn(
      AccountStore accounts,
      Passwords passwords,
      Sessions sessions,
      UserTokens tokens,
      Throttle throttle) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.tokens = tokens;
    this.throttle = throttle;
  }

  /**
   * A token in a new session.
   *
   * @throws ProblemException 401, the same whatever was wrong, and after the same time
   */
  String withPassword(Credentials credentials, String source) {
    Throttle.Noted attempt = throttle.attempt(credentials.email(), source);
    Optional<Account> account = accounts.findByEmail(credentials.email());
    if (!passwords.matches(credentials.password(), account)
        || account.map(Account::disabled).orElse(true)) {
      attempt.failed();
      throw refused();
    }
    attempt.succeeded();
    return started(account.orElseThrow());
  }

  /**
   * A token in a new session of somebody whose password has been checked. Starts the session, then
   * looks at the account again: whoever changes it first saves it and then revokes its sessions, so
   * that a change during the slow check is seen here or ends this session.
   *
   * @throws ProblemException 401 where the account was changed meanwhile
   */
  String started(Account checked) {
    Session session = sessions.start(checked.id(), checked.version());
    Optional<Account> unchanged = holder(session);
    if (unchanged.isEmpty()) {
      sessions.revoke(session.id());
      throw refused();
    }
    return tokens.issue(unchanged.get(), session);
  }

  private static ProblemException refused() {
    return ProblemException.of(
        HttpStatus.UNAUTHORIZED, "The address or the password is not right.");
  }

  /** A new token for an old one, while its session lives. */
  Optional<String> renewed(String token) {
    return tokens
        .read(token)
        .flatMap(claims -> sessions.use(claims.sessionId()))
        .flatMap(session -> holder(session).map(account -> tokens.issue(account, session)));
  }

  /** Whether the session lives. */
  boolean lives(String sessionId) {
    return sessions.living(sessionId).flatMap(this::holder).isPresent();
  }

  /** Whose session it is; nobody's where the account was changed since it began. */
  private Optional<Account> holder(Session session) {
    return accounts
        .find(session.userId())
        .filter(account -> Objects.equals(account.version(), session.accountVersion()));
  }

  /**
   * Whether the password is that person's.
   *
   * @throws ProblemException 400 naming the field where it is not
   */
  void confirm(Account account, String password, String source) {
    Throttle.Noted attempt = throttle.attempt(account.email(), source);
    if (!passwords.matches(password, Optional.of(account))) {
      attempt.failed();
      throw ProblemException.badRequest("oldPassword", "is not your password");
    }
    attempt.succeeded();
  }
}
