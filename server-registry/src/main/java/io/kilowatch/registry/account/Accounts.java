package io.kilowatch.registry.account;

import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.registry.audit.AuditLog;
import io.kilowatch.registry.audit.Changes;
import io.kilowatch.registry.input.IfMatch;
import io.kilowatch.registry.session.Sessions;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Creates accounts, and changes their roles and passwords. */
@Component
public class Accounts {

  private final AccountStore store;
  private final Administrators administrators;
  private final Passwords passwords;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Clock clock;

  Accounts(
      AccountStore store,
      Administrators administrators,
      Passwords passwords,
      Sessions sessions,
      AuditLog audit,
      Clock clock) {
    this.store = store;
    this.administrators = administrators;
    this.passwords = passwords;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  Account get(String id) {
    return store.find(id).orElseThrow(() -> ProblemException.notFound("user " + id));
  }

  /** Creates an account; empty where the address has one. Takes the same time in both cases. */
  Optional<Account> create(NewAccount.Checked asked, Role role, @Nullable CurrentUser actor) {
    Account account =
        new Account(
            Identifier.fresh(),
            null,
            Account.emailKey(asked.email()),
            asked.email(),
            asked.name(),
            role,
            false,
            passwords.hash(asked.password()),
            clock.instant());
    try {
      account = store.insert(account);
    } catch (DuplicateKeyException e) {
      return Optional.empty();
    }
    if (account.activeAdministrator()) {
      noteAdministrator(account);
    }
    Map<String, String> details = Map.of("email", account.email(), "role", role.name());
    if (actor == null) {
      audit.recordOwn("user.created", account.id(), details);
    } else {
      audit.record(actor, "user.created", account.id(), details);
    }
    return Optional.of(account);
  }

  /** Changes role or access, of which null stays; who is changed has to sign in again. */
  Account change(CurrentUser actor, String id, @Nullable Role role, @Nullable Boolean disabled) {
    Account before = get(id);
    Account wanted =
        before.with(
            Objects.requireNonNullElse(role, before.role()),
            Objects.requireNonNullElse(disabled, before.disabled()));
    if (wanted.equals(before)) {
      conclude(before); // the change that made it so may have broken off
      return before;
    }
    boolean stepsDown = before.activeAdministrator() && !wanted.activeAdministrator();
    if (stepsDown && !administrators.remove(id)) {
      throw ProblemException.conflict("This is the last administrator; appoint another first.");
    }
    Account after;
    try {
      after = save(wanted);
    } catch (ProblemException overtaken) {
      if (stepsDown) {
        // Whoever was faster may have demoted the account, too.
        store.find(id).ifPresent(this::noteAdministrator);
      }
      throw overtaken;
    }
    conclude(after);
    audit.record(
        actor,
        "user.changed",
        id,
        new Changes()
            .field("role", before.role(), after.role())
            .field("disabled", before.disabled(), after.disabled())
            .details());
    return after;
  }

  /** Sets a new password and signs the person out everywhere. */
  public Account changePassword(CurrentUser actor, Account account, String password) {
    Account changed = save(account.withPasswordHash(passwords.hash(password)));
    sessions.revokeBefore(changed.id(), changed.version());
    audit.record(actor, "user.password-changed", account.id(), Map.of());
    return changed;
  }

  private Account save(Account changed) {
    try {
      return store.save(changed);
    } catch (OptimisticLockingFailureException e) {
      throw IfMatch.ANY.overtaken();
    }
  }

  /** What follows a change that is saved; doing it twice does no harm. */
  private void conclude(Account saved) {
    noteAdministrator(saved);
    sessions.revokeBefore(saved.id(), saved.version());
  }

  /**
   * Notes whether the account is an administrator's. Who is overtaken between the change and its
   * note would undo the other's, so each looks at the account again after noting: whoever notes
   * last has seen what was saved last.
   */
  private void noteAdministrator(Account saved) {
    boolean noted;
    boolean active = saved.activeAdministrator();
    do {
      if (active) {
        administrators.add(saved.id());
      } else {
        administrators.withdraw(saved.id());
      }
      noted = active;
      active = store.find(saved.id()).filter(Account::activeAdministrator).isPresent();
    } while (active != noted);
  }
}
