package io.kilowatch.base.socket;

import io.kilowatch.base.security.CurrentUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;
import org.springframework.web.socket.messaging.SessionUnsubscribeEvent;

/** Knows who watches what here, and tells when somebody comes or goes. */
public final class Watchers {

  /** Destinations by subscription, of each socket. */
  private final Map<String, Map<String, String>> subscriptions = new HashMap<>();

  /** The people by subscription, of each destination; none is empty. */
  private final Map<String, Map<Subscription, CurrentUser>> watched = new ConcurrentHashMap<>();

  private final OpenSockets sockets;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> hosts = new CopyOnWriteArrayList<>();

  /** Nobody watches yet. */
  public Watchers(OpenSockets sockets) {
    this.sockets = sockets;
  }

  private record Subscription(String socketId, String id) {}

  /** Whether anybody watches this destination. */
  public boolean watches(String destination) {
    return watched.containsKey(destination);
  }

  /** All destinations that somebody watches. */
  public Set<String> watched() {
    return Set.copyOf(watched.keySet());
  }

  /** Those who watch this destination, each once. */
  public Set<CurrentUser> people(String destination) {
    return watched.getOrDefault(destination, Map.of()).values().stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Has this run when the first comes to a destination, or the last goes. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Has this told of the destination when anybody comes or goes. */
  public void onVisit(Consumer<String> listener) {
    hosts.add(listener);
  }

  public synchronized int subscriptionsOf(String socketId) {
    return subscriptions.getOrDefault(socketId, Map.of()).size();
  }

  /** Whether this socket watches this destination. */
  public synchronized boolean watches(String socketId, String destination) {
    return subscriptions.getOrDefault(socketId, Map.of()).containsValue(destination);
  }

  @EventListener
  void subscribed(SessionSubscribeEvent event) {
    SimpMessageHeaderAccessor frame = SimpMessageHeaderAccessor.wrap(event.getMessage());
    String socketId = frame.getSessionId();
    String subscriptionId = frame.getSubscriptionId();
    String destination = frame.getDestination();
    SocketToken token = SocketToken.of(frame.getSessionAttributes());
    if (socketId != null && subscriptionId != null && destination != null && token != null) {
      subscribe(socketId, subscriptionId, destination, token.user());
      // Another thread may have closed it while the frame was checked, and nothing closes it again.
      if (!sockets.isOpen(socketId)) {
        disconnect(socketId);
      }
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

  /** Somebody has come; a subscription of the same id is replaced. */
  public void subscribe(
      String socketId, String subscriptionId, String destination, CurrentUser user) {
    unsubscribe(socketId, subscriptionId);
    tell(destination, add(new Subscription(socketId, subscriptionId), destination, user));
  }

  private synchronized boolean add(
      Subscription subscription, String destination, CurrentUser user) {
    subscriptions
        .computeIfAbsent(subscription.socketId(), id -> new HashMap<>())
        .put(subscription.id(), destination);
    Map<Subscription, CurrentUser> people =
        watched.computeIfAbsent(destination, id -> new ConcurrentHashMap<>());
    people.put(subscription, user);
    return people.size() == 1;
  }

  /** Somebody has gone. */
  public void unsubscribe(String socketId, String subscriptionId) {
    Subscription subscription = new Subscription(socketId, subscriptionId);
    String destination = forget(subscription);
    if (destination != null) {
      tell(destination, remove(subscription, destination));
    }
  }

  private synchronized @Nullable String forget(Subscription subscription) {
    Map<String, String> own = subscriptions.get(subscription.socketId());
    return own == null ? null : own.remove(subscription.id());
  }

  /** A socket has closed, and all its subscriptions with it. */
  public void disconnect(String socketId) {
    forgetAll(socketId)
        .forEach((id, destination) ->
            tell(destination, remove(new Subscription(socketId, id), destination)));
  }

  private synchronized Map<String, String> forgetAll(String socketId) {
    Map<String, String> own = subscriptions.remove(socketId);
    return own == null ? Map.of() : own;
  }

  private synchronized boolean remove(Subscription subscription, String destination) {
    Map<Subscription, CurrentUser> people = watched.get(destination);
    if (people == null) {
      return false;
    }
    people.remove(subscription);
    return people.isEmpty() && watched.remove(destination, people);
  }

  /** Outside the lock: whoever listens may take their time. */
  private void tell(String destination, boolean firstOrLast) {
    if (firstOrLast) {
      listeners.forEach(Runnable::run);
    }
    hosts.forEach(host -> host.accept(destination));
  }
}
