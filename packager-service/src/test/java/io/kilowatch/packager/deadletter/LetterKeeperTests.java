package io.kilowatch.packager.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.deadletter.DeadLetters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class LetterKeeperTests {

  private static final CompletableFuture<UUID> STORED =
      CompletableFuture.completedFuture(UUID.randomUUID());
  private static final CompletableFuture<UUID> FAILED =
      CompletableFuture.failedFuture(new IllegalStateException("away"));

  private final DeadLetters letters = mock(DeadLetters.class);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LetterKeeper keeper = new LetterKeeper(meters);
  private final ByteBuffer payload =
      ByteBuffer.wrap(
          ReadingBatchCodec.encode(
              List.of(
                  new ReadingRun(
                      "a", "power", "key-1", Origin.MEASURED, 1, new long[1], new double[1]))));

  @Test
  void keep_storeFailsOnce_triesAgainWithReasonRoutingKeyAndKeys() throws Exception {
    when(letters.store("bad", "power", "key-1", payload)).thenReturn(FAILED, STORED);

    keeper.keep(letters, "bad", "power", payload);

    verify(letters, times(2)).store("bad", "power", "key-1", payload);
    assertThat(kept()).isEqualTo(1);
  }

  @Test
  void keep_storeGoesOnFailing_throws() {
    when(letters.store(any(), any(), any(), any())).thenReturn(FAILED);

    assertThatThrownBy(() -> keeper.keep(letters, "bad", "power", payload))
        .isInstanceOf(ExecutionException.class);
    assertThat(kept()).isZero();
  }

  private double kept() {
    return meters.counter("kilowatch.packager.dead.letters.kept").count();
  }
}
