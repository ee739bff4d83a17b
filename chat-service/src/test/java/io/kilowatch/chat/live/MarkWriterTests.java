package io.kilowatch.chat.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.kilowatch.chat.conversation.Conversations;
import io.kilowatch.chat.conversation.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class MarkWriterTests {

  private final List<Map<String, Marks>> written = new ArrayList<>();
  private final Conversations conversations = mock();
  private final MarkWriter writer = new MarkWriter(conversations);

  @BeforeEach
  void write() {
    doAnswer(call -> written.add(Map.copyOf(call.getArgument(0)))).when(conversations).mark(any());
  }

  @Test
  void marksOfARound_areWrittenAtOnce_theHighestOfEachPerson() {
    writer.add("c1", delivered("ada", 2));
    writer.add("c2", delivered("ada", 7));
    writer.add("c1", delivered("bob", 1));
    writer.add("c1", delivered("ada", 1));
    writer.round();
    assertThat(written)
        .containsExactly(
            Map.of(
                "c1",
                new Marks(Map.of("ada", 2L, "bob", 1L), Map.of()),
                "c2",
                delivered("ada", 7)));
  }

  @Test
  void marksThatCouldNotBeWritten_areWrittenWithTheNextRound_besideNewerOnes() {
    doThrow(new DataAccessResourceFailureException("away")).when(conversations).mark(any());
    writer.add("c1", delivered("ada", 2));
    writer.round();
    assertThat(written).isEmpty();
    write();
    writer.add("c1", delivered("ada", 3));
    writer.add("c1", delivered("bob", 1));
    writer.round();
    assertThat(written)
        .containsExactly(Map.of("c1", new Marks(Map.of("ada", 3L, "bob", 1L), Map.of())));
  }

  @Test
  void marksOfMoreConversationsThanAreWrittenAtOnce_areAllWrittenInOneRound() {
    for (int i = 0; i < 1_100; i++) {
      writer.add("c" + i, delivered("ada", 1));
    }
    writer.round();
    assertThat(written).extracting(Map::size).containsExactly(500, 500, 100);
    writer.round();
    assertThat(written).hasSize(3);
  }

  private static Marks delivered(String person, long upTo) {
    return new Marks(Map.of(person, upTo), Map.of());
  }
}
