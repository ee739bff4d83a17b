package io.kilowatch.ingestion.emoncms;

import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.http.PresentedKey;
import io.kilowatch.ingestion.http.UnfinishedBodies;
import io.kilowatch.ingestion.reading.Quoted;
import io.kilowatch.ingestion.reading.Rfc3339;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The parameters of an emoncms request, from the query or a form, each at most once. */
final class EmoncmsParameters implements AutoCloseable {

  /** Room for a query: no more fits in the head of a request. */
  private static final long QUERY_RESERVE = 8 * 1024;

  /** A longer form has to show its key before it is read. */
  private static final long LONGEST_KEYLESS_FORM = 256 * 1024;

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String KEY = "apikey";

  private static final BigDecimal LATEST_SECONDS = BigDecimal.valueOf(100_000_000_000L);

  /** Of a number of seconds; to read one takes time that grows with its length squared. */
  private static final int LONGEST_NUMBER = 80;

  private final HttpServletRequest request;
  private final InFlightBytes inFlight;
  private final InFlightBytes keyless;
  private final UnfinishedBodies unfinished;
  private final int maxBytes;
  private InFlightBytes reservedFrom;
  private long reserved;
  private Map<String, String[]> parameters = Map.of();

  /**
   * The parameters of this request.
   *
   * @param inFlight room for what a valid key has sent
   * @param keyless room for forms that have to be read to find their key; apart, because anybody
   *     can use it up
   */
  EmoncmsParameters(
      HttpServletRequest request,
      InFlightBytes inFlight,
      InFlightBytes keyless,
      UnfinishedBodies unfinished,
      int maxBytes) {
    this.request = request;
    this.inFlight = inFlight;
    this.keyless = keyless;
    this.unfinished = unfinished;
    this.reservedFrom = inFlight;
    this.maxBytes = maxBytes;
  }

  /** The key of a header, or else of the query, or else of the form. */
  @Nullable String presentedKey() {
    String key = PresentedKey.of(request);
    if (key == null) {
      key = keyOfQuery(request.getQueryString());
    }
    if (key != null) {
      return key;
    }
    read(keyless, Math.min(LONGEST_KEYLESS_FORM, maxBytes));
    return get(KEY);
  }

  /** Found without the servlet container, which would read the form too. */
  private static @Nullable String keyOfQuery(@Nullable String query) {
    if (query == null) {
      return null;
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(KEY + "=")) {
        // As it stands: nothing in a key needs to be encoded.
        String key = parameter.substring(KEY.length() + 1);
        return key.isEmpty() ? null : key;
      }
    }
    return null;
  }

  /** Refuses parameters of other names, because ignoring one could change what is meant. */
  void requireOnly(Set<String> known) {
    if (reserved == 0) {
      read(inFlight, maxBytes);
    }
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
  private void read(InFlightBytes room, long longest) {
    long announced = request.getContentLengthLong();
    if (announced < 0 && isForm()) {
      throw new Refusal(RefusalCause.LENGTH_REQUIRED, "a form needs a Content-Length");
    }
    if (announced > longest) {
      throw tooLarge(longest);
    }
    long bytes = announced < 0 ? QUERY_RESERVE : Math.max(announced, 1);
    room.reserve(bytes);
    reservedFrom = room;
    reserved = bytes;
    try {
      parameters = request.getParameterMap();
    } catch (IllegalStateException | IllegalArgumentException | HttpException.RuntimeException e) {
      throw refusal(e, longest);
    }
  }

  /** Of a form that ends early, Jetty throws an exception of its own. */
  private Refusal refusal(RuntimeException e, long longest) {
    if (isAboutSize(e)) {
      return tooLarge(longest);
    }
    boolean incomplete = e instanceof HttpException.RuntimeException || unfinished.isIn(e);
    return incomplete ? unfinished.refusal(e) : bad("the parameters cannot be decoded");
  }

  /** Of a form, Jetty says what is wrong in a cause of what it throws. */
  private static boolean isAboutSize(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof HttpException http
                && http.getCode() == HttpStatus.PAYLOAD_TOO_LARGE_413);
  }

  private boolean isForm() {
    String type = request.getContentType();
    return "POST".equals(request.getMethod())
        && type != null
        && type.regionMatches(true, 0, FORM, 0, FORM.length());
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
    reservedFrom.release(reserved);
    reserved = 0;
  }

  /** Milliseconds of a time in seconds since 1970, or in RFC 3339. */
  static long millisOfTime(String time) {
    long instant = Rfc3339.parse(time);
    return instant == Rfc3339.INVALID ? millisOfSeconds("time", time) : instant;
  }

  /** Milliseconds of a number of seconds. */
  static long millisOfSeconds(String name, String seconds) {
    BigDecimal number = number(seconds.strip());
    if (number != null
        && number.precision() < 40
        && Math.abs(number.scale()) < 40
        && number.abs().compareTo(LATEST_SECONDS) < 0) {
      return number.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact();
    }
    throw bad(name + " must be seconds, or RFC 3339 with an offset: " + Quoted.of(seconds));
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return text.length() <= LONGEST_NUMBER ? new BigDecimal(text) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static Refusal bad(String detail) {
    return new Refusal(RefusalCause.BAD_PARAMETER, detail);
  }

  private Refusal tooLarge(long longest) {
    return new Refusal(
        RefusalCause.BODY_TOO_LARGE,
        "the form may have at most "
            + longest
            + " bytes"
            + (longest < maxBytes ? " unless the key is in a header or the query" : ""));
  }
}
