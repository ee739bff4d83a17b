package io.kilowatch.packager.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.packager.broker.ConfirmedPublisher;
import io.kilowatch.packager.store.Store;
import io.kilowatch.packager.store.StoreLink;
import io.kilowatch.series.deadletter.DeadLetter;
import io.kilowatch.series.deadletter.DeadLetters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class DeadLetterControllerTests {

  private static final UUID ID = UUID.fromString("8d6a1c60-1f5a-11f0-8de9-0242ac120002");
  private static final CurrentUser ACTOR = new CurrentUser("user-1", "e", "n", "ADMIN", "s");

  private final DeadLetters letters = mock(DeadLetters.class);
  private final ConfirmedPublisher publisher = mock(ConfirmedPublisher.class);
  private final AuditTrail audit = mock(AuditTrail.class);
  private final StoreLink stores = mock(StoreLink.class);
  private final DeadLetterController controller =
      new DeadLetterController(stores, publisher, audit);

  @BeforeEach
  void list() {
    when(stores.orUnavailable()).thenReturn(new Store(null, letters));
    when(letters.get(ID))
        .thenReturn(
            Optional.of(
                new DeadLetter(
                    ID, Instant.EPOCH, "bad", "power", "key-1", ByteBuffer.wrap(new byte[1]))));
  }

  @Test
  void replay_storeGoesAwayBeforeItIsForgotten_isOnRecordAndSaysThatItIsPublished()
      throws IOException {
    when(letters.delete(ID)).thenThrow(AllNodesFailedException.fromErrors(List.of()));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> controller.replay(ID, ACTOR))
        .withMessageContaining("It is published")
        .withMessageContaining("may be deleted")
        .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE))
        .satisfies(e -> assertThat(e.retryAfter()).isPositive());
    verify(publisher).publish(anyList());
    verify(audit).record(eq(ACTOR), eq("dead-letter.replayed"), eq(ID.toString()), any());
  }

  @Test
  void replay_notConfirmed_isNotOnRecord() throws IOException {
    doThrow(new IOException("not confirmed")).when(publisher).publish(anyList());

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> controller.replay(ID, ACTOR))
        .withMessageContaining("trying again is safe");
    verifyNoInteractions(audit);
  }
}
