package io.kilowatch.ingestion.key;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks presented keys against the directory in memory, without a call to anybody.
 *
 * <p>The registry being away stops no reading: the last table holds until it is too old. Only a
 * table that was never there, or is too old, makes this answer "later" instead of "no".
 */
public final class IngestKeys {

  /** Beyond this nothing is a key, and not worth hashing. */
  private static final int LONGEST_KEY = 256;

  private static final int MOST_REMEMBERED = 10_000;

  private final Directory directory;
  private final Duration tableLifetime;
  private final Clock clock;

  /**
   * Hashes of keys that were valid when they were presented; whether they still are is asked each
   * time, so a revoked key needs no eviction. Keys that never were valid don't get in.
   */
  private final Map<String, String> hashes = new ConcurrentHashMap<>();

  /**
   * Keys of this directory.
   *
   * @param tableLifetime how long the last table holds while the registry is away
   */
  public IngestKeys(Directory directory, Duration tableLifetime, Clock clock) {
    this.directory = directory;
    this.tableLifetime = tableLifetime;
    this.clock = clock;
  }

  /**
   * The entry of a presented key.
   *
   * @throws Refusal if there is none, or nobody can say
   */
  public IngestKeyEntry require(@Nullable String presented) {
    requireTable();
    if (presented == null || presented.isEmpty()) {
      throw new Refusal(
          RefusalCause.NO_VALID_KEY, "send an ingest key in the header X-API-Key: kw_...");
    }
    String remembered = hashes.get(presented);
    String hash = remembered == null ? sha256(presented) : remembered;
    IngestKeyEntry entry = directory.keyBySha256(hash);
    if (entry == null) {
      throw new Refusal(RefusalCause.NO_VALID_KEY, "the ingest key is not known");
    }
    if (entry.revoked()) {
      throw new Refusal(RefusalCause.NO_VALID_KEY, "the ingest key has been revoked");
    }
    if (remembered == null) {
      remember(presented, hash);
    }
    return entry;
  }

  private void requireTable() {
    if (!directory.loaded()) {
      throw new Refusal(
          RefusalCause.DIRECTORY_NOT_LOADED, "the ingest keys have not been loaded yet");
    }
    if (directory.loadedAt().plus(tableLifetime).isBefore(clock.instant())) {
      throw new Refusal(
          RefusalCause.DIRECTORY_NOT_LOADED,
          "the registry has been away for too long to trust the ingest keys known here");
    }
  }

  private void remember(String presented, String hash) {
    if (hashes.size() >= MOST_REMEMBERED) {
      hashes.clear();
    }
    hashes.put(presented, hash);
  }

  int remembered() {
    return hashes.size();
  }

  private static String sha256(String presented) {
    if (presented.length() > LONGEST_KEY) {
      throw new Refusal(RefusalCause.NO_VALID_KEY, "the ingest key is not known");
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(presented.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
