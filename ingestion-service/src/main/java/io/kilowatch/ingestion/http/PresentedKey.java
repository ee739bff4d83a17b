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
    String key = request.getHeader(HEADER);
    if (key != null) {
      return key.strip();
    }
    String authorization = request.getHeader("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }
}
