package io.kilowatch.chat.conversation;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.conversation.Conversation.State;
import io.kilowatch.chat.person.Person;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/** Which conversations a list has. */
enum ConversationKind {
  OPEN {
    @Override
    Criteria criteria(CurrentUser user) {
      return where("state").is(State.OPEN);
    }
  },

  /** Open ones that an engineer looks after; of a user, open ones. */
  MINE {
    @Override
    Criteria criteria(CurrentUser user) {
      Criteria open = OPEN.criteria(user);
      return Person.isEngineer(user) ? open.and("assignee.id").is(user.id()) : open;
    }
  },

  CLOSED {
    @Override
    Criteria criteria(CurrentUser user) {
      return where("state").is(State.CLOSED);
    }
  };

  abstract Criteria criteria(CurrentUser user);

  /**
   * As clients write it; open ones where they say nothing.
   *
   * @throws ProblemException 400 for another word
   */
  static ConversationKind of(@Nullable String word) {
    if (word == null) {
      return OPEN;
    }
    return Arrays.stream(values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> ProblemException.badRequest("state", "must be open, mine or closed"));
  }
}
