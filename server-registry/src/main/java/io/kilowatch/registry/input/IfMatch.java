package io.kilowatch.registry.input;

import io.kilowatch.base.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The versions a client is ready to overwrite, as {@code If-Match} says (RFC 9110, 13.1.1). */
public record IfMatch(@Nullable String header) {

  /** For changes that need no version. */
  public static final IfMatch ANY = new IfMatch(null);

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  /**
   * Checks the version that is there.
   *
   * @throws ProblemException 412 where the client knows another one
   */
  public void check(@Nullable Long version) {
    if (header != null
        && !header.strip().equals("*")
        && !List.of(COMMA.split(header.strip())).contains(tag(version))) {
      throw stale();
    }
  }

  /**
   * Insists on the header.
   *
   * @throws ProblemException 428 where there is none
   */
  public IfMatch required() {
    if (header == null || header.isBlank()) {
      throw ProblemException.of(
          HttpStatus.PRECONDITION_REQUIRED,
          "Send If-Match with the ETag of the version that you have edited.");
    }
    return this;
  }

  /** The entity tag of a version. */
  public static String tag(@Nullable Long version) {
    return "\"" + Objects.requireNonNullElse(version, 0L) + "\"";
  }

  /** What to answer when another writer was faster: 412 to a client that named a version. */
  public ProblemException overtaken() {
    return header == null
        ? ProblemException.conflict("Somebody else is changing it right now; try again.")
        : stale();
  }

  private static ProblemException stale() {
    return ProblemException.preconditionFailed(
        "Somebody else has changed it meanwhile; read it again.");
  }
}
