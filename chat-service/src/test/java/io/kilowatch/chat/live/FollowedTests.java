package io.kilowatch.chat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.Conversation.State;
import io.kilowatch.chat.message.MessageAnswer;
import io.kilowatch.chat.person.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowedTests {

  private static final Instant NOW = Instant.EPOCH;
  private static final Person ADA = new Person("ada", "Ada", "USER");

  private final List<Long> told = new ArrayList<>();
  private final Followed followed = new Followed(conversation(2, 0, Map.of("ada", 2L)), NOW);
  private boolean tooMany;

  @Test
  void take_next_isTold_andOneThatWasTold_isNot() {
    take(3, 0);
    take(3, 0);
    take(2, 0);
    assertThat(told).containsExactly(3L);
    assertThat(followed.isBehind(false)).isFalse();
  }

  @Test
  void take_oneFurtherOn_waitsForThoseBetween() {
    take(5, 0);
    assertThat(told).isEmpty();
    assertThat(followed.isBehind(false)).isTrue();

    assertThat(followed.beginCatchingUp()).isEqualTo(2);
    for (int sequence = 3; sequence <= 5; sequence++) {
      take(sequence, 0);
    }
    assertThat(told).containsExactly(3L, 4L, 5L);
    assertThat(followed.isBehind(false)).isFalse();
  }

  @Test
  void take_oneThatComesEarly_isToldAfterThoseBetween_asItIsByThen() {
    take(5, 0);
    take(4, 0);
    take(5, 1);
    take(5, 0);
    assertThat(told).isEmpty();
    take(3, 0);
    assertThat(told).containsExactly(3L, 4L, 5L);
    assertThat(followed.isBehind(false)).isFalse();
    take(5, 1);
    assertThat(told).as("the change was told").hasSize(3);
  }

  @Test
  void isBehind_patient_waitsForWhatIsOnItsWay() {
    take(4, 0);
    assertThat(followed.isBehind(true)).as("the first time").isFalse();
    assertThat(followed.isBehind(true)).as("none has come since").isTrue();
    take(3, 0);
    assertThat(followed.isBehind(true)).isFalse();
    take(6, 0);
    assertThat(followed.isBehind(true)).as("another one is missing").isFalse();
    assertThat(followed.isBehind(true)).isTrue();
  }

  @Test
  void take_moreEarlyOnesThanAreKept_areReadFromTheStore() {
    for (int sequence = 100; sequence > 3; sequence--) {
      take(sequence, 0);
    }
    take(3, 0);
    assertThat(told.getLast()).isLessThan(100);
    assertThat(followed.isBehind(false)).isTrue();
    assertThat(followed.beginCatchingUp()).isEqualTo(told.getLast());
  }

  @Test
  void take_changedOne_isToldAgain_butNotBeforeItsTurn() {
    take(2, 1);
    take(2, 1);
    take(4, 1);
    assertThat(told).containsExactly(2L);

    take(2, 2);
    take(2, 1);
    assertThat(told).containsExactly(2L, 2L);
  }

  @Test
  void take_whileTooMuchIsUnderWay_isToldLater() {
    tooMany = true;
    take(3, 0);
    assertThat(followed.isBehind(false)).isTrue();

    tooMany = false;
    assertThat(followed.beginCatchingUp()).isEqualTo(2);
    take(3, 0);
    assertThat(told).containsExactly(3L);
  }

  @Test
  void found_moreMessages_isBehind() {
    assertThat(found(2, 0)).isEmpty();
    assertThat(followed.isBehind(false)).isFalse();
    assertThat(found(3, 0)).isEmpty();
    assertThat(followed.isBehind(false)).isTrue();
  }

  @Test
  void found_edits_areAskedForUntilTheyHaveBeenRead() {
    assertThat(found(2, 1)).contains(NOW);
    assertThat(found(2, 1)).as("the store did not answer").contains(NOW);
    followed.takeEdited(List.of(message(2, 1)), this::send);
    assertThat(told).containsExactly(2L);
    assertThat(found(2, 1)).isEmpty();
  }

  @Test
  void take_changedOne_whileTooMuchIsUnderWay_isAskedForUntilItIsTold() {
    tooMany = true;
    take(2, 1);
    Instant longAfter = NOW.plusSeconds(60);
    assertThat(followed.found(conversation(2, 1, Map.of()), longAfter)).contains(NOW);
    followed.takeEdited(List.of(message(1, 1), message(2, 1)), this::send);
    assertThat(followed.found(conversation(2, 1, Map.of()), longAfter)).contains(NOW);

    tooMany = false;
    followed.takeEdited(List.of(message(1, 1), message(2, 1)), this::send);
    assertThat(told).containsExactly(1L, 2L);
    assertThat(followed.found(conversation(2, 1, Map.of()), longAfter)).isEmpty();
  }

  @Test
  void marks_onlyRise_inWhateverOrderTheyCome() {
    assertThat(followed.raise(conversation(9, 0, Map.of("ada", 7L)))).isTrue();
    assertThat(followed.raise(conversation(9, 0, Map.of("ada", 5L, "eve", 1L)))).isTrue();
    assertThat(followed.raise(conversation(9, 0, Map.of("ada", 7L)))).isFalse();
    assertThat(followed.marks().readUpTo()).isEqualTo(Map.of("ada", 7L, "eve", 1L));
  }

  private Optional<Instant> found(long last, long edits) {
    return followed.found(conversation(last, edits, Map.of()), NOW);
  }

  private void take(long sequence, long revision) {
    followed.take(message(sequence, revision), this::send);
  }

  private boolean send(MessageAnswer message) {
    if (!tooMany) {
      told.add(message.sequence());
    }
    return !tooMany;
  }

  static MessageAnswer message(long sequence, long revision) {
    Instant editedAt = revision == 0 ? null : NOW;
    return new MessageAnswer(
        "c1", sequence, ADA, "client-" + sequence, "text", NOW, editedAt, false, revision);
  }

  static Conversation conversation(long last, long edits, Map<String, Long> read) {
    return new Conversation(
        "c1",
        1L,
        "Subject",
        null,
        "ada",
        ADA,
        null,
        State.OPEN,
        NOW,
        last,
        NOW,
        null,
        read,
        Map.of(),
        edits,
        NOW);
  }
}
