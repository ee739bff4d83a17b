package io.kilowatch.registry.account;

import io.kilowatch.registry.key.Digests;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with bcrypt.
 *
 * <p>Bcrypt looks at 72 bytes only, and a password may have more; so it gets the SHA-256 of the
 * password, with a prefix of ours, lest a hash list of another site be tried here as it is.
 */
@Component
public class Passwords {

  private static final int COST = 11;

  private final PasswordEncoder bcrypt;

  /** Bcrypt is slow by design: the rest waits, lest guesses take the cores from everybody else. */
  private final Semaphore cores;

  /** Compared with where there is no account, so that an unknown address takes as long. */
  private final String nobodys;

  public Passwords() {
    this(new BCryptPasswordEncoder(COST), Runtime.getRuntime().availableProcessors());
  }

  Passwords(PasswordEncoder bcrypt, int atOnce) {
    this.bcrypt = bcrypt;
    this.cores = new Semaphore(atOnce, true);
    this.nobodys = String.valueOf(bcrypt.encode(shortened("nobody has this password")));
  }

  String hash(String password) {
    return inTurn(() -> String.valueOf(bcrypt.encode(shortened(password))));
  }

  /** Whether the password is that of the account; takes the same time where there is none. */
  public boolean matches(String password, Optional<Account> account) {
    boolean same =
        inTurn(() ->
            bcrypt.matches(
                shortened(password), account.map(Account::passwordHash).orElse(nobodys)));
    return same && account.isPresent();
  }

  private <T> T inTurn(Supplier<T> work) {
    cores.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      cores.release();
    }
  }

  private static String shortened(String password) {
    return Digests.sha256Hex("kilowatch:" + password);
  }
}
