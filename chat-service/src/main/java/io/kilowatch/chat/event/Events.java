package io.kilowatch.chat.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Tells of what has happened: whoever listens here at once, then other replicas. Whoever did it
 * waits for neither and learns of no failure, since it has happened already.
 */
@Component
public class Events {

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final ApplicationEventPublisher listeners;
  private final EventSender sender;

  Events(ApplicationEventPublisher listeners, EventSender sender) {
    this.listeners = listeners;
    this.sender = sender;
  }

  public void tell(ChatEvent event) {
    tellHere(event);
    sender.offer(event);
  }

  /** Tells of what has happened at another replica, or was found in the store. */
  void tellHere(ChatEvent event) {
    try {
      listeners.publishEvent(event);
    } catch (RuntimeException e) {
      LOG.warn("an event could not be told of", e);
    }
  }
}
