package io.kilowatch.packager.deadletter;

import io.kilowatch.series.deadletter.DeadLetters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Takes dead letters into the store, whichever way they came. */
@Component
public final class LetterKeeper {

  private static final int WRITE_SECONDS = 30;
  private static final int QUICK_RETRIES = 3;

  private final Counter kept;

  LetterKeeper(MeterRegistry meters) {
    this.kept =
        Counter.builder("kilowatch.packager.dead.letters.kept")
            .description("Dead letters taken into the store")
            .register(meters);
  }

  /**
   * Returns when the store has it.
   *
   * @throws ExecutionException if the store did not take it; keeping it again lists it twice at
   *     worst
   * @throws TimeoutException as well
   */
  public void keep(DeadLetters letters, String reason, String routingKey, ByteBuffer payload)
      throws ExecutionException, TimeoutException, InterruptedException {
    for (Parts.Part part : Parts.of(payload)) {
      keep(letters, reason, routingKey, part);
    }
    kept.increment();
  }

  private static void keep(DeadLetters letters, String reason, String routingKey, Parts.Part part)
      throws ExecutionException, TimeoutException, InterruptedException {
    String keyIds = String.join(",", Preview.of(part.payload(), 0).keyIds());
    for (int attempt = 0; ; attempt++) {
      try {
        letters
            .store(reason + part.note(), routingKey, keyIds, part.payload())
            .get(WRITE_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException e) {
        if (attempt >= QUICK_RETRIES) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(100L << attempt);
      }
    }
  }
}
