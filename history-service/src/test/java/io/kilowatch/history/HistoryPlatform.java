package io.kilowatch.history;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.contracts.registry.EnergySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** The service on a real Cassandra, with one server for each test to write to. */
public final class HistoryPlatform implements AutoCloseable {

  private final Path directory;
  private final CassandraFixture cassandra;
  private final TestRegistry registry;
  private final RunningService service;

  private HistoryPlatform(Path directory) {
    this.directory = directory;
    cassandra = new CassandraFixture(directory.resolve("cassandra"));
    registry = new TestRegistry("history-service");
    registry.site("berlin", TestRegistry.period(TestRegistry.REGISTERED, "DE", 1.5, 0.2));
    registry.site("paris", TestRegistry.period(TestRegistry.REGISTERED, "FR", 1.2, 0.1));
    for (String id :
        List.of("paged", "dst", "held", "year", "streamed", "gaps", "quiet", "mixed")) {
      registry.server(id, "berlin");
    }
    registry.server("wind", "paris", "R9", EnergySource.WIND, Map.of("team", "blue"), null);
    Instant retired = Instant.parse("2025-03-01T01:00:00Z");
    registry.server("gone", "paris", "R9", EnergySource.GRID, Map.of(), retired);
    service = RunningService.start(registry, cassandra.contactPoint(), directory).awaitReady();
  }

  public CassandraFixture cassandra() {
    return cassandra;
  }

  public TestRegistry registry() {
    return registry;
  }

  public RunningService service() {
    return service;
  }

  @Override
  public void close() throws IOException {
    service.close();
    registry.close();
    cassandra.close();
    FileSystemUtils.deleteRecursively(directory);
  }

  /** Starts the platform for the first test class that asks, and ends it after the last one. */
  public static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == HistoryPlatform.class;
    }

    @Override
    public HistoryPlatform resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(HistoryPlatform.class))
          .computeIfAbsent(HistoryPlatform.class, type -> start(), HistoryPlatform.class);
    }

    private static HistoryPlatform start() {
      try {
        return new HistoryPlatform(Files.createTempDirectory("history"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
