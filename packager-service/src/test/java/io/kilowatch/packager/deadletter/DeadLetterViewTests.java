package io.kilowatch.packager.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.deadletter.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeadLetterViewTests {

  @Test
  void listed_manyReadings_showsTheFirstHundredAndCountsAll() {
    DeadLetter letter = letter(ReadingBatchCodec.encode(List.of(run("a", 80), run("b", 80))));
    DeadLetterView view = DeadLetterView.listed(letter);
    assertThat(view.readable()).isTrue();
    assertThat(view.count()).isEqualTo(160);
    assertThat(view.servers()).containsExactly("a", "b");
    assertThat(view.keyIds()).containsExactly("key-a", "key-b");
    assertThat(view.readings()).hasSize(100);
    assertThat(view.payloadBase64()).isNull();
    assertThat(DeadLetterView.whole(letter).readings()).hasSize(160);
  }

  @Test
  void listed_unreadablePayload_showsItsBeginning() {
    byte[] body = new byte[5000];
    body[0] = 77;
    DeadLetter letter = letter(body);
    DeadLetterView view = DeadLetterView.listed(letter);
    assertThat(view.readable()).isFalse();
    assertThat(view.payloadBytes()).isEqualTo(5000);
    assertThat(Base64.getDecoder().decode(view.payloadBase64())).hasSize(1024).startsWith(77);
    assertThat(Base64.getDecoder().decode(DeadLetterView.whole(letter).payloadBase64()))
        .isEqualTo(body);
  }

  private static DeadLetter letter(byte[] body) {
    return new DeadLetter(
        UUID.randomUUID(), Instant.EPOCH, "reason", "power", "", ByteBuffer.wrap(body));
  }

  private static ReadingRun run(String serverId, int size) {
    return new ReadingRun(
        serverId, "power", "key-" + serverId, Origin.MEASURED, 0, new long[size], new double[size]);
  }
}
