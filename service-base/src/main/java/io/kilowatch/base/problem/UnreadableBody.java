package io.kilowatch.base.problem;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body of JSON that could not be read, and where. */
final class UnreadableBody {

  private static final String BODY = "body";

  /** Where the reader stands when a value is null, or when an object has ended without it. */
  private static final Set<JsonToken> NO_VALUE =
      EnumSet.of(JsonToken.VALUE_NULL, JsonToken.END_OBJECT);

  private final WantedType wanted;

  UnreadableBody(WantedType wanted) {
    this.wanted = wanted;
  }

  FieldProblem problem(@Nullable Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException e -> new FieldProblem(path(e), "is not a known field");
      case MismatchedInputException e -> new FieldProblem(path(e), mismatch(e));
      case DatabindException e -> new FieldProblem(path(e), "can't be read");
      case InputCoercionException e -> new FieldProblem(path(e), "is out of range");
      case StreamReadException e -> new FieldProblem(BODY, malformed(e.getLocation()));
      case null, default -> new FieldProblem(BODY, "is missing or can't be read");
    };
  }

  private String mismatch(MismatchedInputException e) {
    JsonToken token = e.getCurrentToken();
    return token == null || NO_VALUE.contains(token)
        ? "is required"
        : wanted.inWords(e.getTargetType());
  }

  private static String malformed(TokenStreamLocation where) {
    return "is not well-formed JSON at line %d, column %d"
        .formatted(where.getLineNr(), where.getColumnNr());
  }

  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    e.getPath()
        .forEach(step -> {
          if (step.getPropertyName() == null) {
            path.append('[').append(step.getIndex()).append(']');
          } else {
            path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
          }
        });
    return path.isEmpty() ? BODY : path.toString();
  }
}
