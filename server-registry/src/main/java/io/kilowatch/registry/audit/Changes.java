package io.kilowatch.registry.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what differs between before and after, for the log. */
public final class Changes {

  private final Map<String, String> details = new LinkedHashMap<>();

  /** Notes the field when its value is another now. */
  public Changes field(String name, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      details.put(name, before + " -> " + after);
    }
    return this;
  }

  public Map<String, String> details() {
    return details;
  }
}
