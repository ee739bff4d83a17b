package io.kilowatch.ingestion.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Finds the ingest key that a request presents in its headers. */
public final class PresentedKey {

  private static final String HEADER = "X-API-Key";
  private static final String BEARER = "Bearer ";

  private PresentedKey() {}

  /** The key's text; null if the headers have none. */
  public static @Nullable String of(HttpServletRequest request) {
    return in(request::getHeader);
  }

  /** The same of headers that are looked up by their names. */
  static @Nullable String in(Headers headers) {
    String key = headers.get(HEADER);
    if (key != null) {
      return key.strip();
    }
    String authorization = headers.get("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  /** The headers of a request, whatever server it came to. */
  @FunctionalInterface
  interface Headers {

    /** The value of the first one of this name; null for none. */
    @Nullable String get(String name);
  }
}
