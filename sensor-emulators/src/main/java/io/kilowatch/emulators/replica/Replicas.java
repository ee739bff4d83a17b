package io.kilowatch.emulators.replica;

import io.kilowatch.emulators.load.SeededNoise;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is alive, as this replica sees it, and who reads for which server.
 *
 * <p>Rendezvous hashing (Thaler and Ravishankar, 1998): each server goes to the replica with the
 * highest score for it, so a replica that comes or goes moves only its own share. Two replicas that
 * for a moment disagree both read, which is harmless; none forgets a server for longer than it
 * takes to miss a replica.
 */
public final class Replicas {

  /** How often a replica says that it is alive. */
  static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** A replica that said nothing for so long is gone. */
  public static final Duration EXPIRY = Duration.ofSeconds(3);

  /** Time to hear of the others, and of what they were told, before reading for anybody. */
  private static final Duration SETTLING = Duration.ofMillis(1500);

  private final String self;
  private volatile Instant joinedAt;
  private final Map<String, Instant> lastHeard = new ConcurrentHashMap<>();

  public Replicas(String self, Instant joinedAt) {
    this.self = self;
    this.joinedAt = joinedAt;
  }

  /** From now on the others can be heard. */
  void join(Instant now) {
    joinedAt = now;
  }

  /** Since when others may have left servers to this replica. */
  public Instant joinedAt() {
    return joinedAt;
  }

  public String self() {
    return self;
  }

  /** Notes a sign of life. True when the replica was not known: it knows nothing yet. */
  boolean heard(String replica, Instant at) {
    return !replica.equals(self) && lastHeard.put(replica, at) == null;
  }

  void left(String replica) {
    lastHeard.remove(replica);
  }

  public boolean settled(Instant now) {
    return !now.isBefore(joinedAt.plus(SETTLING));
  }

  public Set<String> alive(Instant now) {
    lastHeard.values().removeIf(heard -> heard.plus(EXPIRY).isBefore(now));
    Set<String> alive = new TreeSet<>(lastHeard.keySet());
    alive.add(self);
    return alive;
  }

  /** The replica among these that reads for the server. */
  public static String owner(Set<String> alive, String serverId) {
    return alive.stream()
        .max(Comparator.comparingDouble(replica -> score(replica, serverId)))
        .orElseThrow();
  }

  private static double score(String replica, String serverId) {
    return SeededNoise.uniform(SeededNoise.seed(replica), SeededNoise.seed(serverId));
  }
}
