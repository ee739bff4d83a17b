package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo fleet, as somebody sees it who opens the page of a fresh platform in a browser. */
class BrowserIT {

  @Test
  void page_ofAFreshPlatform_showsTheDemoFleetMoving(@TempDir Path directory) {
    try (Platform platform = new Platform(directory.resolve("data"), "on")) {
      platform.up();
      Api api = new Api(platform.url());
      api.signIn(platform.adminEmail(), platform.adminPassword());
      assertThat(api.get("/api/v1/servers").get("items")).hasSize(24);
      assertThat(api.get("/api/v1/sites").get("items")).hasSize(6);
      Platform.run(
          List.of("npm", "test"),
          Path.of(System.getProperty("kilowatch.home"), "e2e", "browser"),
          Map.of(
              "KILOWATCH_URL", platform.url(),
              "KILOWATCH_EMAIL", platform.adminEmail(),
              "KILOWATCH_PASSWORD", platform.adminPassword()),
          Duration.ofMinutes(4));
    }
  }
}
