package io.kilowatch.base.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTests {

  private static final long AN_HOUR = TimeUnit.HOURS.toMillis(1);

  private final BlockingQueue<Integer> done = new LinkedBlockingQueue<>();
  private Rounds rounds;

  @AfterEach
  void stop() {
    rounds.stop();
  }

  @Test
  void round_thatFails_isFollowedByTheNext() throws Exception {
    rounds = started(1);

    assertThat(next()).isEqualTo(1);
    assertThat(next()).isEqualTo(2);
    assertThat(next()).isEqualTo(3);
  }

  @Test
  void roundNow_duringThePause_comesAtOnce() throws Exception {
    rounds = started(AN_HOUR);
    assertThat(next()).isEqualTo(1);

    rounds.roundNow();

    assertThat(next()).isEqualTo(2);
  }

  @Test
  void roundNow_afterStop_doesNothing() throws Exception {
    rounds = started(AN_HOUR);
    assertThat(next()).isEqualTo(1);
    rounds.stop();

    rounds.roundNow();

    assertThat(rounds.isRunning()).isFalse();
    assertThat(done).isEmpty();
  }

  private Integer next() throws InterruptedException {
    return done.poll(30, TimeUnit.SECONDS);
  }

  private Rounds started(long pauseMillis) {
    Rounds started =
        new Rounds("rounds", pauseMillis) {

          private int count;

          @Override
          protected void round() {
            done.add(++count);
            if (count == 1) {
              throw new StackOverflowError("of the first round");
            }
            throw new IllegalStateException("of round " + count);
          }
        };
    started.start();
    return started;
  }
}
