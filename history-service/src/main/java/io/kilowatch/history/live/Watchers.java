package io.kilowatch.history.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;
import org.springframework.web.socket.messaging.SessionUnsubscribeEvent;

/** Knows who watches what, and tells when the first comes or the last goes. */
@Component
final class Watchers {

  private final Map<String, Map<String, Topic>> subscriptions = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** What is watched now, replaced as a whole at each change. */
  private volatile Set<Topic> watched = Set.of();

  boolean watches(Topic topic) {
    return watched.contains(topic);
  }

  Set<Topic> watched() {
    return watched;
  }

  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  synchronized int subscriptionsOf(String socketId) {
    return subscriptions.getOrDefault(socketId, Map.of()).size();
  }

  @EventListener
  void subscribed(SessionSubscribeEvent event) {
    SimpMessageHeaderAccessor frame = SimpMessageHeaderAccessor.wrap(event.getMessage());
    String socketId = frame.getSessionId();
    String subscriptionId = frame.getSubscriptionId();
    String destination = frame.getDestination();
    if (socketId != null && subscriptionId != null && destination != null) {
      Topic.parse(destination).ifPresent(topic -> subscribe(socketId, subscriptionId, topic));
    }
  }

  @EventListener
  void unsubscribed(SessionUnsubscribeEvent event) {
    SimpMessageHeaderAccessor frame = SimpMessageHeaderAccessor.wrap(event.getMessage());
    String socketId = frame.getSessionId();
    String subscriptionId = frame.getSubscriptionId();
    if (socketId != null && subscriptionId != null) {
      unsubscribe(socketId, subscriptionId);
    }
  }

  @EventListener
  void disconnected(SessionDisconnectEvent event) {
    disconnect(event.getSessionId());
  }

  synchronized void subscribe(String socketId, String subscriptionId, Topic topic) {
    subscriptions.computeIfAbsent(socketId, id -> new HashMap<>()).put(subscriptionId, topic);
    publish();
  }

  synchronized void unsubscribe(String socketId, String subscriptionId) {
    Map<String, Topic> own = subscriptions.get(socketId);
    if (own != null) {
      own.remove(subscriptionId);
      publish();
    }
  }

  synchronized void disconnect(String socketId) {
    if (subscriptions.remove(socketId) != null) {
      publish();
    }
  }

  private void publish() {
    Set<Topic> now = new HashSet<>();
    subscriptions.values().forEach(own -> now.addAll(own.values()));
    if (!now.equals(watched)) {
      watched = Set.copyOf(now);
      listeners.forEach(Runnable::run);
    }
  }
}
