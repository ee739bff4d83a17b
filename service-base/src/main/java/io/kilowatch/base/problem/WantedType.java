package io.kilowatch.base.problem;

import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/** Says what a value must be in words of JSON: those of Java mean nothing to who sends it. */
final class WantedType {

  private static final String WRONG = "has the wrong type";
  private static final String WHOLE = "must be a whole number";
  private static final String TIME = "must be a time in RFC 3339, like 2026-01-31T12:00:00Z";
  private static final String OBJECT = "must be an object";

  /** The first that fits counts. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(CharSequence.class, "must be text"),
          new Kind(Boolean.class, "must be true or false"),
          new Kind(Integer.class, WHOLE),
          new Kind(Long.class, WHOLE),
          new Kind(BigInteger.class, WHOLE),
          new Kind(Number.class, "must be a number"),
          new Kind(Instant.class, TIME),
          new Kind(OffsetDateTime.class, TIME),
          new Kind(UUID.class, "must be an id (UUID)"),
          new Kind(Collection.class, "must be a list"),
          new Kind(Map.class, OBJECT),
          new Kind(Record.class, OBJECT));

  private record Kind(Class<?> type, String words) {}

  private final JsonMapper jsonMapper;

  WantedType(JsonMapper jsonMapper) {
    this.jsonMapper = jsonMapper;
  }

  String inWords(@Nullable Class<?> type) {
    if (type == null) {
      return WRONG;
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> jsonMapper.convertValue(constant, String.class))
          .collect(Collectors.joining(", ", "must be one of ", ""));
    }
    Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
    return KINDS.stream()
        .filter(kind -> kind.type().isAssignableFrom(boxed))
        .map(Kind::words)
        .findFirst()
        .orElse(WRONG);
  }
}
