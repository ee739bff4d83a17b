package io.kilowatch.emulators.replica;

import java.time.Instant;

/** Makes replicas that have heard of another one. */
public final class Known {

  private Known() {}

  public static Replicas replicas(String self, String other, Instant heardAt) {
    Replicas replicas = new Replicas(self, heardAt.minusSeconds(10));
    replicas.heard(other, heardAt);
    return replicas;
  }
}
