package io.kilowatch.history.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupByTests {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  @Test
  void siteName_siteDeleted_isStillItsName() {
    Directory directory = new Directory(Stream::of);
    SitePeriod period = new SitePeriod(START, "DE", 1.5, 0.2, "EUR");
    directory.apply(new SiteEntry("site", 1, true, "Berlin", 0, 0, List.of(period)));

    assertThat(GroupBy.parse("site").group().apply(server("site"), directory))
        .isEqualTo(new GroupBy.Group("site", "Berlin"));
    assertThat(GroupBy.siteName(server("unknown"), directory)).isEqualTo("unknown");
  }

  private static ServerEntry server(String siteId) {
    return TestRegistry.entry(siteId, EnergySource.GRID, START);
  }
}
