package io.kilowatch.packager.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DayLookTests {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private final BlockingQueue<LocalDate> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> results = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
  private final DayLook past = new DayLook("looking", this::look);

  @AfterEach
  void stop() {
    past.stop();
  }

  @Test
  void begin_severalDays_looksFromTheLatestToTheFirst() throws Exception {
    past.remember(DAY.minusDays(2), DAY);
    results.addAll(List.of(true, true, true));

    past.begin();

    assertLooksAt(DAY, DAY.minusDays(1), DAY.minusDays(2));
  }

  @Test
  void begin_lookRuns_returnsAtOnceAndBeginsNoSecond() throws Exception {
    past.remember(DAY, DAY);
    past.begin();
    assertLooksAt(DAY);

    past.remember(DAY.minusDays(3), DAY);
    past.begin();

    assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void begin_moreForgottenDuringALook_looksAtThatToo() throws Exception {
    past.remember(DAY, DAY);
    past.begin();
    assertLooksAt(DAY);
    past.remember(DAY.minusDays(1), DAY);

    results.addAll(List.of(true, true, true));

    assertLooksAt(DAY, DAY.minusDays(1));
  }

  @Test
  void begin_lookFailed_goesOnWithTheOtherDaysAndLooksAgainInTheEnd() throws Exception {
    past.remember(DAY.minusDays(2), DAY);
    results.addAll(List.of(true, false));
    past.begin();
    assertLooksAt(DAY, DAY.minusDays(1));

    results.addAll(List.of(true, true));

    assertThat(nextLook()).isEqualTo(DAY.minusDays(2));
    assertLooksAt(DAY.minusDays(1));
  }

  @Test
  void begin_lookCameToItsEnd_looksNoMore() throws Exception {
    past.remember(DAY, DAY);
    past.begin();
    assertLooksAt(DAY);
    results.add(true);
    Thread.sleep(100);

    past.begin();

    assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void stop_lookRuns_interruptsIt() throws Exception {
    past.remember(DAY, DAY);
    past.begin();
    assertLooksAt(DAY);

    past.stop();

    assertThat(interrupted.poll(30, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }

  private void assertLooksAt(LocalDate... days) throws InterruptedException {
    for (LocalDate day : days) {
      assertThat(begun.poll(30, TimeUnit.SECONDS)).isEqualTo(day);
    }
  }

  private LocalDate nextLook() throws InterruptedException {
    LocalDate next = null;
    while (next == null) {
      past.begin();
      next = begun.poll(20, TimeUnit.MILLISECONDS);
    }
    return next;
  }

  private boolean look(LocalDate day) {
    begun.add(day);
    try {
      return results.take();
    } catch (InterruptedException e) {
      interrupted.add("interrupted");
      return false;
    }
  }
}
