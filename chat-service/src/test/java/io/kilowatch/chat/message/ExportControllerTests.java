package io.kilowatch.chat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.Conversations;
import io.kilowatch.chat.person.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletResponse;

class ExportControllerTests {

  private static final CurrentUser ADA = new CurrentUser("ada", "", "Ada", "USER", "");

  private final Conversations conversations = mock();
  private final MessageStore store = mock();
  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final ExportController controller = new ExportController(conversations, store);

  @BeforeEach
  void conversation() {
    when(conversations.visibleTo(ADA, "c1"))
        .thenReturn(
            new Conversation(
                "c1",
                1L,
                "Hot",
                null,
                "ada",
                Person.of(ADA),
                null,
                Conversation.State.OPEN,
                Instant.EPOCH,
                2,
                Instant.EPOCH,
                null,
                Map.of(),
                Map.of(),
                0,
                Instant.EPOCH));
  }

  @Test
  void messages_areWrittenBeforeTheNextAreRead() throws Exception {
    when(store.page(any(), anyLong(), any(), anyInt(), anyBoolean()))
        .thenReturn(List.of(message(1, "First")))
        .thenAnswer(_ -> {
          assertThat(response.getContentAsString()).startsWith("Hot\n").endsWith("    First\n");
          return List.of(message(2, "Second"));
        })
        .thenReturn(List.of());

    controller.export(ADA, "c1", response);

    assertThat(response.getContentType()).isEqualTo("text/plain;charset=UTF-8");
    assertThat(response.getContentAsString())
        .isEqualTo(
            "Hot\n\n1970-01-01T00:00:00Z  Ada\n    First\n\n1970-01-01T00:00:00Z  Ada\n"
                + "    Second\n");
  }

  @Test
  void storeThatGoesAwayHalfway_breaksTheConnection() {
    when(store.page(any(), anyLong(), any(), anyInt(), anyBoolean()))
        .thenReturn(List.of(message(1, "First")))
        .thenThrow(new DataAccessResourceFailureException("away"));

    assertThatIOException()
        .isThrownBy(() -> controller.export(ADA, "c1", response))
        .withMessageContaining("away")
        .withNoCause();
  }

  private static Message message(long sequence, String text) {
    return new Message(
        "m" + sequence,
        "c1",
        sequence,
        "ada",
        Person.of(ADA),
        "client-" + sequence,
        text,
        Instant.EPOCH,
        null,
        false,
        0);
  }
}
