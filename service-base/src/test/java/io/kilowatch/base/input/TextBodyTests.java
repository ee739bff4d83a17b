package io.kilowatch.base.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.base.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class TextBodyTests {

  @Test
  void read_asLongAsAllowed_isTaken() throws IOException {
    String text = "ä".repeat(512);
    assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
  }

  @Test
  void read_longer_isTooLarge() {
    assertThat(refusal(new byte[1025]).status()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
  }

  @Test
  void read_noText_isRefused() {
    ProblemException refusal = refusal(new byte[] {'a', (byte) 0xff});
    assertThat(refusal.status()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(refusal.errors().getFirst().field()).isEqualTo("body");
  }

  private static ProblemException refusal(byte[] body) {
    return catchThrowableOfType(ProblemException.class, () -> read(body));
  }

  private static String read(byte[] body) throws IOException {
    return TextBody.read(new ByteArrayInputStream(body), 1);
  }
}
