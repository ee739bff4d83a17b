package io.kilowatch.registry.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordsTests {

  @Test
  void hashesAndChecks_manyAtOnce_takeTurns() throws Exception {
    CountingEncoder encoder = new CountingEncoder();
    Passwords passwords = new Passwords(encoder, 2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        Future<?> _ = threads.submit(() -> passwords.hash("a"));
        Future<?> _ = threads.submit(() -> passwords.matches("a", Optional.empty()));
      }
    }

    assertThat(encoder.calls).hasValue(21); // one for the password that nobody has
    assertThat(encoder.most).hasValue(2);
  }

  /** Takes a while, and notes how many calls there were at once. */
  private static final class CountingEncoder implements PasswordEncoder {

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public String encode(CharSequence password) {
      work();
      return "hash";
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
      work();
      return true;
    }

    private void work() {
      calls.incrementAndGet();
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        now.decrementAndGet();
      }
    }
  }
}
