package io.kilowatch.registry.token;

import io.kilowatch.base.security.UserTokenKeys;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives the public keys to all who check tokens: over HTTP, and to this service itself. */
@RestController
class KeyPublication {

  private final SigningKeys keys;

  KeyPublication(SigningKeys keys) {
    this.keys = keys;
  }

  @GetMapping("/api/v1/auth/jwks")
  ResponseEntity<Map<String, Object>> jwks() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)))
        .body(keys.published().toJSONObject(true));
  }

  /** The registry asks itself without HTTP. */
  @Configuration(proxyBeanMethods = false)
  static class Own {

    @Bean
    UserTokenKeys userTokenKeys(SigningKeys keys) {
      return new UserTokenKeys((selector, ignored) -> selector.select(keys.published()));
    }
  }
}
