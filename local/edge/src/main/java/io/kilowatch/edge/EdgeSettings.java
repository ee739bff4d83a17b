package io.kilowatch.edge;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The routes of {@code routes.yaml}, and what the edge serves itself. */
@ConfigurationProperties("kilowatch.edge")
record EdgeSettings(URI publicOrigin, Path frontendDirectory, List<ServiceRoute> routes) {
  /** A service and the path prefixes it answers for. */
  record ServiceRoute(String service, URI uri, List<String> prefixes) {}
}
