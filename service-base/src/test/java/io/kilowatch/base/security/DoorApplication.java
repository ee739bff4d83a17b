package io.kilowatch.base.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.SecurityContext;
import io.kilowatch.base.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service with one endpoint of each kind, behind the platform's doors. */
@SpringBootConfiguration
@EnableAutoConfiguration
class DoorApplication {

  /** While it is true, the registry's keys can't be had. */
  static volatile boolean keysAway;

  @Bean
  UserTokenKeys userTokenKeys() {
    var keys =
        new ImmutableJWKSet<SecurityContext>(new JWKSet(TestTokens.REGISTRY_KEY.toPublicJWK()));
    return new UserTokenKeys((selector, context) -> {
      if (keysAway) {
        throw new RemoteKeySourceException("connection refused", null);
      }
      return keys.get(selector, context);
    });
  }

  @Bean
  PublicPaths publicPaths() {
    return new PublicPaths("/open/**");
  }

  record Body(String name, int cores) {}

  enum Colour {
    @JsonProperty("red")
    RED,
    @JsonProperty("dark-blue")
    DARK_BLUE
  }

  /** A field of each type. */
  record Values(
      @Nullable String text,
      @Nullable Integer whole,
      @Nullable Double number,
      @Nullable Boolean flag,
      @Nullable Instant time,
      @Nullable UUID id,
      @Nullable Colour colour,
      @Nullable List<String> list,
      @Nullable Map<String, Integer> map,
      @Nullable Body object) {}

  @RestController
  static class Doors {

    @GetMapping("/open/hello")
    Map<String, String> open() {
      return Map.of("hello", "all");
    }

    @GetMapping("/me")
    CurrentUser me(CurrentUser user) {
      return user;
    }

    @PostMapping("/bodies")
    Body change(@RequestBody Body body) {
      return body;
    }

    @GetMapping("/things/{id}")
    Map<String, UUID> thing(@PathVariable UUID id) {
      return Map.of("id", id);
    }

    @PostMapping("/values")
    Values values(@RequestBody Values values) {
      return values;
    }

    @PostMapping(path = "/tables", consumes = "text/csv")
    Map<String, String> table() {
      return Map.of("done", "yes");
    }

    @PostMapping("/engineers")
    @PreAuthorize("hasRole('ENGINEER')")
    Map<String, String> engineers() {
      return Map.of("done", "yes");
    }

    @PostMapping("/engineers/{id}")
    @PreAuthorize("hasRole('ENGINEER')")
    Map<String, UUID> engineers(@PathVariable UUID id, @RequestBody Body body) {
      return Map.of(body.name(), id);
    }

    @GetMapping("/internal/v1/things")
    CurrentUser internal(CurrentUser service) {
      return service;
    }

    @GetMapping("/time")
    Map<String, Instant> time() {
      return Map.of("at", Instant.parse("2026-10-03T12:00:00Z"));
    }

    @GetMapping("/parameters")
    void parameters(
        @RequestParam(required = false) @Nullable Long whole,
        @RequestParam(required = false) @Nullable Boolean flag,
        @RequestParam(required = false) @Nullable UUID id) {}

    @GetMapping("/number")
    int number(@RequestParam int n) {
      if (n < 0) {
        throw ProblemException.tooManyRequests("too many", Duration.ofSeconds(7));
      }
      if (n == 0) {
        throw new IllegalStateException("a secret of the inside");
      }
      return n;
    }
  }
}
