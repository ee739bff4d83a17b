package io.kilowatch.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.ProblemException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ConversationRequestTests {

  private final Directory notLoaded = new Directory(Stream::empty);

  @Test
  void aboutAServer_whileNoServerIsKnown_canBeSentAgain() {
    ConversationRequest request = new ConversationRequest("Hot", "s1", null, null);
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> request.checked(notLoaded));
    assertThat(refusal.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(refusal.retryAfter()).isPositive();
  }

  @Test
  void aboutNoServer_needsNone() {
    ConversationRequest request = new ConversationRequest("Hot", null, null, null);
    assertThat(request.checked(notLoaded)).isEqualTo(new ConversationForm("Hot", null));
  }
}
