package io.kilowatch.chat.live;

import static io.kilowatch.chat.live.FollowedTests.conversation;
import static io.kilowatch.chat.live.FollowedTests.message;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.kilowatch.chat.conversation.ConversationChanged;
import io.kilowatch.chat.conversation.Marks;
import io.kilowatch.chat.conversation.MarksRisen;
import io.kilowatch.chat.message.MessageStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTests {

  private final FollowedConversations followed = mock();
  private final Sockets sockets = mock();
  private final MessageStore store = mock();
  private final Feed feed = new Feed(followed, sockets, store);

  @BeforeEach
  void watch() {
    Followed watched = new Followed(conversation(2, 0, Map.of()), Instant.EPOCH);
    when(followed.get("c1")).thenReturn(Optional.of(watched));
  }

  @Test
  void marksThatThereWasNoRoomFor_areToldOnceThereIs() {
    Map<String, Long> read = Map.of("ada", 2L);
    when(sockets.tooMany()).thenReturn(true);
    feed.risen(new MarksRisen(Map.of("c1", new Marks(Map.of(), read))));
    feed.changed(new ConversationChanged(conversation(2, 0, read)));
    feed.found(conversation(2, 0, read), Instant.EPOCH);
    verify(sockets, never()).toConversation(any(), any());

    when(sockets.tooMany()).thenReturn(false);
    feed.found(conversation(2, 0, read), Instant.EPOCH);

    verify(sockets).toConversation("c1", new Frame.Marks(Map.of(), read));
  }

  @Test
  void missedMessages_areReadOnceThereIsRoomForThem() {
    feed.found(conversation(3, 0, Map.of()), Instant.EPOCH);
    when(sockets.tooMany()).thenReturn(true);
    feed.catchUp("c1", false);
    verifyNoInteractions(store);

    when(sockets.tooMany()).thenReturn(false);
    when(store.after(eq("c1"), eq(2L), anyInt())).thenReturn(List.of(message(3, 0)));
    feed.catchUp("c1", false);

    verify(sockets).toConversation("c1", new Frame.Said(message(3, 0)));
  }
}
