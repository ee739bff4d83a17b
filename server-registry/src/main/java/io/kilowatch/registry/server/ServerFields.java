package io.kilowatch.registry.server;

import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.contracts.registry.SensorMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is accepted in the single fields of a server. */
final class ServerFields {

  static final int MOST_CORES = 100_000;

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._()/#:+&,'-]{0,99}");
  private static final Pattern RACK = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._()/#:+&,'-]{0,50}");
  private static final Pattern LABEL_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");
  private static final Pattern LABEL_VALUE = Pattern.compile("[^\\p{Cntrl}]{0,128}");
  private static final int MOST_LABELS = 32;

  private ServerFields() {}

  static String name(FieldChecks checks, @Nullable String name) {
    return checks.text(
        "name",
        name,
        NAME.asMatchPredicate(),
        "must be 1 to 100 letters, digits, blanks or ._()/#:+&,'- and begin with a letter or"
            + " digit");
  }

  static String rack(FieldChecks checks, @Nullable String rack) {
    String stripped = rack == null ? "" : rack.strip();
    checks.require(
        RACK.matcher(stripped).matches(),
        "rack",
        "must be at most 50 letters, digits, blanks or ._()/#:+&,'-");
    return stripped;
  }

  static SensorMode sensorMode(FieldChecks checks, @Nullable String mode, SensorMode whereAbsent) {
    return mode == null
        ? whereAbsent
        : checks.constant("sensorMode", mode, SensorMode.class, whereAbsent);
  }

  static Map<String, String> labels(
      FieldChecks checks, @Nullable Map<String, @Nullable String> labels) {
    Map<String, String> accepted = new TreeMap<>();
    if (labels == null) {
      return accepted;
    }
    checks.require(
        labels.size() <= MOST_LABELS, "labels", "must be at most " + MOST_LABELS + " labels");
    labels.forEach((key, value) -> {
      boolean fits =
          value != null && LABEL_KEY.matcher(key).matches() && LABEL_VALUE.matcher(value).matches();
      if (fits) {
        accepted.put(key, value);
      } else {
        checks.refuse(
            "labels." + key,
            "needs a key of 1 to 63 letters, digits or ._/- and a value of at most 128"
                + " characters");
      }
    });
    return accepted;
  }
}
