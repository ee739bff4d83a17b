package io.kilowatch.packager.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PastLookTests {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private final BlockingQueue<LocalDate> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> results = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
  private final PastLook past = new PastLook(this::look);

  @AfterEach
  void stop() {
    past.stop();
  }

  @Test
  void begin_lookRuns_returnsAtOnceAndBeginsNoSecond() throws Exception {
    past.remember(DAY);
    past.begin();
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(DAY);

    past.remember(DAY.minusDays(3));
    past.begin();

    assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void begin_moreForgottenDuringALook_looksAgainFromTheEarliest() throws Exception {
    past.remember(DAY);
    past.begin();
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(DAY);
    past.remember(DAY.plusDays(1));
    past.remember(DAY.plusDays(5));

    results.add(true);

    assertThat(nextLook()).isEqualTo(DAY.plusDays(1));
  }

  @Test
  void begin_lookFailed_looksAgain() throws Exception {
    past.remember(DAY);
    past.begin();
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(DAY);

    results.add(false);

    assertThat(nextLook()).isEqualTo(DAY);
  }

  @Test
  void begin_lookCameToItsEnd_looksNoMore() throws Exception {
    past.remember(DAY);
    past.begin();
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(DAY);
    results.add(true);
    Thread.sleep(100);

    past.begin();

    assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void stop_lookRuns_interruptsIt() throws Exception {
    past.remember(DAY);
    past.begin();
    assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(DAY);

    past.stop();

    assertThat(interrupted.poll(30, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }

  private LocalDate nextLook() throws InterruptedException {
    LocalDate next = null;
    while (next == null) {
      past.begin();
      next = begun.poll(20, TimeUnit.MILLISECONDS);
    }
    return next;
  }

  private boolean look(LocalDate from) {
    begun.add(from);
    try {
      return results.take();
    } catch (InterruptedException e) {
      interrupted.add("interrupted");
      return false;
    }
  }
}
