package io.kilowatch.registry.account;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A person's account.
 *
 * @param emailKey the address as it is compared
 */
@Document("accounts")
public record Account(
    @Id String id,
    @Version @Nullable Long version,
    @Indexed(unique = true) String emailKey,
    String email,
    String name,
    Role role,
    boolean disabled,
    String passwordHash,
    Instant createdAt) {

  /** The address as it is compared: mail systems that tell cases apart are not to be met. */
  public static String emailKey(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  boolean activeAdministrator() {
    return role == Role.ADMIN && !disabled;
  }

  Account with(Role newRole, boolean nowDisabled) {
    return new Account(
        id, version, emailKey, email, name, newRole, nowDisabled, passwordHash, createdAt);
  }

  Account withPasswordHash(String hash) {
    return new Account(id, version, emailKey, email, name, role, disabled, hash, createdAt);
  }

  /** Without the hash, which no log may show. */
  @Override
  public String toString() {
    return "Account[" + id + ", " + role + (disabled ? ", disabled]" : "]");
  }
}
