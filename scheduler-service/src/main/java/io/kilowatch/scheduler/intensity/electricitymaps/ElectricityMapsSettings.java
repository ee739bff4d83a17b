package io.kilowatch.scheduler.intensity.electricitymaps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How Electricity Maps is asked.
 *
 * @param token blank, with a blank file too, means that it is not
 * @param tokenFile of a mounted secret; read anew for each question, so that it can be changed
 * @param backfill how much of the past is asked for where nothing is known yet
 * @param leastInterval between two requests
 * @param retryDelay before the first repetition of a request; doubled for the next
 */
@ConfigurationProperties("kilowatch.electricity-maps")
record ElectricityMapsSettings(
    URI uri,
    String token,
    String tokenFile,
    Duration backfill,
    Duration leastInterval,
    Duration retryDelay) {

  boolean enabled() {
    return !token.isBlank() || !tokenFile.isBlank();
  }

  String currentToken() {
    if (!token.isBlank()) {
      return token.strip();
    }
    try {
      return Files.readString(Path.of(tokenFile)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the token's file can't be read", e);
    }
  }

  /** Without the token, which has no business in a log. */
  @Override
  public String toString() {
    return "ElectricityMapsSettings[uri=" + uri + ", enabled=" + enabled() + "]";
  }
}
