package io.kilowatch.local;

/** What is said when the platform is ready; the administrator's password only to a terminal. */
final class Greeting {
  private final PlatformOptions options;

  Greeting(PlatformOptions options) {
    this.options = options;
  }

  /** {@code logged}: the text goes to a log file. */
  String text(boolean firstStart, boolean logged) {
    return """

    Kilowatch is ready.
      Page       %s
      API        %s/api/v1
      Sign in    %s
      Password   %s
                 kept in %s
      Logs       %s
      Stop       %s
    """
        .formatted(
            options.origin(),
            options.origin(),
            options.adminEmail(),
            password(firstStart, logged),
            PlatformSecrets.adminPasswordFile(options),
            options.logs(),
            logged ? "'make down'" : "Ctrl-C here, or 'make down'");
  }

  /** For the terminal from which the platform was started for the first time. */
  String passwordLine() {
    return "  Password   " + shownOnce();
  }

  private String password(boolean firstStart, boolean logged) {
    if (!firstStart) {
      return "as shown at the first start";
    }
    return logged ? "not put into logs" : shownOnce();
  }

  private String shownOnce() {
    return PlatformSecrets.adminPassword(options) + "   (shown this once)";
  }
}
