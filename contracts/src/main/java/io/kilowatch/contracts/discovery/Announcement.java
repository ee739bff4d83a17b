package io.kilowatch.contracts.discovery;

/** What a participant says on the exchange {@code fbp} every minute or less. */
public record Announcement(String protocol, String command, Participant payload) {

  public static Announcement of(Participant participant) {
    return new Announcement("discovery", "participant", participant);
  }
}
