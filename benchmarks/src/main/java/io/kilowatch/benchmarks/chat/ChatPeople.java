package io.kilowatch.benchmarks.chat;

import io.kilowatch.benchmarks.client.PlatformClient;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** Makes accounts for those who talk, and signs them in. */
public final class ChatPeople {

  private final URI url;
  private final PlatformClient administrator;

  public ChatPeople(URI url, PlatformClient administrator) {
    this.url = url;
    this.administrator = administrator;
  }

  /** What somebody signs in with. */
  public record Account(URI url, String email, String password) {

    public PlatformClient signIn() {
      return new PlatformClient(url, email, password);
    }
  }

  /** An account of somebody new with this role, whom others may be called as. */
  public Account account(String name, String role) throws IOException, InterruptedException {
    String email = UUID.randomUUID() + "@kilowatch.example";
    String password = UUID.randomUUID().toString();
    var _ =
        administrator.post(
            "/api/v1/users",
            Map.of("email", email, "name", name, "password", password, "role", role));
    return new Account(url, email, password);
  }

  /** Begins a conversation and says how it is called. */
  public static String begin(PlatformClient owner, String subject)
      throws IOException, InterruptedException {
    return owner
        .post("/api/v1/chat/conversations", Map.of("subject", subject))
        .get("id")
        .asString();
  }
}
