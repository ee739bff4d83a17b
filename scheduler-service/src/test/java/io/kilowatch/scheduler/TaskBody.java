package io.kilowatch.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of tasks as clients send them. */
public final class TaskBody {

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** One of two cores for an hour, that has a day. */
  public TaskBody() {
    with("name", "Nightly report")
        .with("cores", 2)
        .with("expectedDuration", "PT1H")
        .with("deadline", in(Duration.ofDays(1)));
  }

  public static String in(Duration time) {
    return Instant.now().plus(time).toString();
  }

  /** With another value of a field; null takes it out. */
  public TaskBody with(String field, Object value) {
    if (value == null) {
      fields.remove(field);
    } else {
      fields.put(field, value);
    }
    return this;
  }

  /** As it is sent. */
  public String json() {
    return new JsonMapper().writeValueAsString(fields);
  }
}
