package io.kilowatch.emulators.replica;

import java.time.Instant;

/** Makes replicas that have heard of another one. */
public final class Known {

  private Known() {}

  public static Replicas replicas(String self, String other, Instant heardAt) {
    return replicas(self, heardAt.minusSeconds(10), other, heardAt);
  }

  /** The same of one that has joined at another time. */
  public static Replicas replicas(String self, Instant joinedAt, String other, Instant heardAt) {
    Replicas replicas = new Replicas(self, joinedAt);
    hear(replicas, other, heardAt);
    return replicas;
  }

  public static void hear(Replicas replicas, String other, Instant at) {
    replicas.heard(other, at);
  }
}
