package io.kilowatch.chat.live;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.socket.SocketToken;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.chat.engineer.Engineers;
import io.kilowatch.chat.person.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;

/** Has the engineers remembered who have a page of the chat open here. */
@Component
final class EngineersHere {

  private static final Logger LOG = LoggerFactory.getLogger(EngineersHere.class);

  private final Engineers engineers;
  private final Watchers watchers;

  EngineersHere(Engineers engineers, Watchers watchers) {
    this.engineers = engineers;
    this.watchers = watchers;
  }

  /** Everybody who comes: of somebody who was an engineer once this is how it is learned. */
  @EventListener
  void subscribed(SessionSubscribeEvent event) {
    SimpMessageHeaderAccessor frame = SimpMessageHeaderAccessor.wrap(event.getMessage());
    SocketToken token = SocketToken.of(frame.getSessionAttributes());
    if (token != null && Destinations.INBOX.equals(frame.getDestination())) {
      Thread.startVirtualThread(() -> seen(token.user()));
    }
  }

  @Scheduled(fixedDelay = 60_000)
  void stillHere() {
    watchers.people(Destinations.INBOX).stream().filter(Person::isEngineer).forEach(this::seen);
  }

  private void seen(CurrentUser user) {
    try {
      engineers.seen(user);
    } catch (DataAccessException e) {
      LOG.debug("{} was not noted: {}", user.id(), e.getMessage());
    }
  }
}
