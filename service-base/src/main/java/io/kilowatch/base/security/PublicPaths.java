package io.kilowatch.base.security;

import java.util.List;

/** Paths of a service that need no signed-in user, as Spring path patterns. */
public record PublicPaths(List<String> patterns) {

  public PublicPaths {
    patterns = List.copyOf(patterns);
  }

  public PublicPaths(String... patterns) {
    this(List.of(patterns));
  }
}
