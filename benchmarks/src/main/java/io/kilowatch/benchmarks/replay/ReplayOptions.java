package io.kilowatch.benchmarks.replay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The command line of the replay. */
record ReplayOptions(
    URI url,
    String email,
    String password,
    Path utilisation,
    Path curves,
    Path intensity,
    Instant start,
    int batch) {

  static final String HELP =
      """
      Sends one week of utilisation as power and CO2 readings of as many external servers as the
      file has columns, then compares the platform's totals per server and day with a computation
      of its own. Exit code 0: equal; 1: a difference; 2: wrong arguments or no answer.

        --utilisation FILE    offset_seconds,<machine>,... with loads from 0 to 1   (required)
        --curves FILE         server,cores,result,idle,w10,...,w100,...             (required)
        --intensity FILE      timestamp_utc,<zone>,... hourly gCO2eq/kWh            (required)
        --email ADDRESS       an engineer or administrator                          (required)
        --url URL             the platform                     (http://localhost:8080)
        --start TIME          of the first row                 (2022-10-03T00:00:00Z)
        --batch N             readings in a request            (2000)
        --password TEXT, --password-file FILE or KILOWATCH_ADMIN_PASSWORD
      """;

  private static final Set<String> KNOWN =
      Set.of(
          "url",
          "email",
          "password",
          "password-file",
          "utilisation",
          "curves",
          "intensity",
          "start",
          "batch");

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static ReplayOptions parse(String[] arguments, Map<String, String> environment) {
    Map<String, String> given = given(arguments);
    return new ReplayOptions(
        URI.create(given.getOrDefault("url", "http://localhost:8080").replaceAll("/+$", "")),
        required(given, "email"),
        password(given, environment),
        Path.of(required(given, "utilisation")),
        Path.of(required(given, "curves")),
        Path.of(required(given, "intensity")),
        start(given.getOrDefault("start", "2022-10-03T00:00:00Z")),
        batch(given.getOrDefault("batch", "2000")));
  }

  private static Map<String, String> given(String[] arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException("Unknown argument " + arguments[i]);
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("--" + name + " needs a value");
      }
      given.put(name, arguments[i + 1]);
    }
    return given;
  }

  private static String required(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is required");
    }
    return value;
  }

  private static String password(Map<String, String> given, Map<String, String> environment) {
    String file = given.get("password-file");
    String password =
        file == null
            ? given.getOrDefault(
                "password", environment.getOrDefault("KILOWATCH_ADMIN_PASSWORD", ""))
            : read(Path.of(file));
    if (password.isEmpty()) {
      throw new IllegalArgumentException("A password is required, see --help");
    }
    return password;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("Can't read " + file, e);
    }
  }

  private static Instant start(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("--start is no UTC time: " + text, e);
    }
  }

  private static int batch(String text) {
    if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > 50_000) {
      throw new IllegalArgumentException("--batch must be from 1 to 50000");
    }
    return Integer.parseInt(text);
  }
}
