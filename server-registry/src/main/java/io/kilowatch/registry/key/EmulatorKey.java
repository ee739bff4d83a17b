package io.kilowatch.registry.key;

import io.kilowatch.base.problem.ProblemException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Takes the emulators' key from the environment at start. */
@Component
class EmulatorKey implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(EmulatorKey.class);
  private static final Pattern KEY = Pattern.compile("kw_[A-Za-z0-9_-]{43,128}");

  private final IngestKeys keys;
  private final KeyProperties properties;

  EmulatorKey(IngestKeys keys, KeyProperties properties) {
    this.keys = keys;
    this.properties = properties;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    String key = properties.emulatorKey();
    if (key.isBlank()) {
      LOG.info("KILOWATCH_EMULATOR_INGEST_KEY is not set: emulated sensors can't send readings");
      return;
    }
    if (!KEY.matcher(key).matches()) {
      throw new IllegalStateException(
          "KILOWATCH_EMULATOR_INGEST_KEY must be kw_ and 32 random bytes in base64url");
    }
    try {
      keys.accept(key);
    } catch (ProblemException e) {
      LOG.info("another replica takes the emulators' key right now");
    }
  }
}
