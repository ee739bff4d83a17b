package io.kilowatch.local;

import java.nio.file.Path;

/**
 * The secrets of one data directory: made at the first start, kept for the next, readable by their
 * owner only.
 */
final class PlatformSecrets {
  private static final String ADMIN_PASSWORD = "admin-password";
  private static final String EMULATOR_INGEST_KEY = "emulator-ingest-key";

  private PlatformSecrets() {}

  /** Whether the administrator's password exists already, so that it is shown once only. */
  static boolean exist(PlatformOptions options) {
    return Secret.isKept(adminPasswordFile(options));
  }

  static void ensure(PlatformOptions options) {
    ServiceKeys.ensure(
        options.secret(""), ServiceDefinition.ALL.stream().map(ServiceDefinition::name).toList());
    adminPassword(options);
    emulatorIngestKey(options);
  }

  /** Without hyphens: a double click selects all of it, and no command takes it for an option. */
  static String adminPassword(PlatformOptions options) {
    return Secret.keep(adminPasswordFile(options), () -> Secret.random(15).replace('-', '_'));
  }

  static Path adminPasswordFile(PlatformOptions options) {
    return options.secret(ADMIN_PASSWORD);
  }

  /** 256 random bits behind the mark that all ingest keys carry. */
  static String emulatorIngestKey(PlatformOptions options) {
    return Secret.keep(options.secret(EMULATOR_INGEST_KEY), () -> "kw_" + Secret.random(32));
  }
}
