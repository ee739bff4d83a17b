package io.kilowatch.ingestion.emoncms;

import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.http.PresentedKey;
import io.kilowatch.ingestion.reading.Quoted;
import io.kilowatch.ingestion.reading.Rfc3339;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of an emoncms request, from the query or a form, each at most once. */
final class EmoncmsParameters implements AutoCloseable {

  /** Where a form does not say how long it is. */
  private static final long UNKNOWN_LENGTH_RESERVE = 64 * 1024;

  private static final BigDecimal LATEST_SECONDS = BigDecimal.valueOf(100_000_000_000L);

  private final HttpServletRequest request;
  private final InFlightBytes inFlight;
  private final int maxBytes;
  private long reserved;
  private Map<String, String[]> parameters = Map.of();

  EmoncmsParameters(HttpServletRequest request, InFlightBytes inFlight, int maxBytes) {
    this.request = request;
    this.inFlight = inFlight;
    this.maxBytes = maxBytes;
  }

  /** The key of a header, or else of the parameter {@code apikey}. */
  @Nullable String presentedKey() {
    String key = PresentedKey.of(request);
    if (key != null) {
      return key;
    }
    read();
    return get("apikey");
  }

  /** Refuses parameters of other names, because ignoring one could change what is meant. */
  void requireOnly(Set<String> known) {
    read();
    for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
      if (!known.contains(parameter.getKey())) {
        throw bad("unknown parameter " + Quoted.of(parameter.getKey()));
      }
      if (parameter.getValue().length > 1) {
        throw bad("parameter " + parameter.getKey() + " is there more than once");
      }
    }
  }

  /** The servlet container reads a form as a whole, so room is made for it before. */
  private void read() {
    if (reserved > 0) {
      return;
    }
    long announced = request.getContentLengthLong();
    if (announced > maxBytes) {
      throw tooLarge();
    }
    long room = announced < 0 ? UNKNOWN_LENGTH_RESERVE : Math.max(announced, 1);
    inFlight.reserve(room);
    reserved = room;
    try {
      parameters = request.getParameterMap();
    } catch (IllegalStateException e) {
      throw tooLarge();
    }
  }

  @Nullable String get(String name) {
    String[] values = parameters.get(name);
    return values == null || values.length == 0 || values[0].isEmpty() ? null : values[0];
  }

  String require(String name) {
    String value = get(name);
    if (value == null) {
      throw bad("parameter " + name + " is missing");
    }
    return value;
  }

  /** The one of these that is there. */
  String requireOneOf(List<String> names) {
    List<String> present = names.stream().filter(name -> get(name) != null).toList();
    if (present.size() != 1) {
      throw bad("send exactly one of the parameters " + String.join(", ", names));
    }
    return present.getFirst();
  }

  @Override
  public void close() {
    inFlight.release(reserved);
    reserved = 0;
  }

  /** Milliseconds of a time in seconds since 1970, or in RFC 3339. */
  static long millisOfTime(String time) {
    long instant = Rfc3339.parse(time);
    return instant == Rfc3339.INVALID ? millisOfSeconds("time", time) : instant;
  }

  /** Milliseconds of a number of seconds. */
  static long millisOfSeconds(String name, String seconds) {
    try {
      BigDecimal number = new BigDecimal(seconds.strip());
      if (number.precision() < 40
          && Math.abs(number.scale()) < 40
          && number.abs().compareTo(LATEST_SECONDS) < 0) {
        return number.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact();
      }
    } catch (NumberFormatException e) {
      // Refused below with all else that is no time.
    }
    throw bad(name + " must be seconds, or RFC 3339 with an offset: " + Quoted.of(seconds));
  }

  static Refusal bad(String detail) {
    return new Refusal(RefusalCause.BAD_PARAMETER, detail);
  }

  private Refusal tooLarge() {
    return new Refusal(
        RefusalCause.BODY_TOO_LARGE, "the form may have at most " + maxBytes + " bytes");
  }
}
