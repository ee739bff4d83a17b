package io.kilowatch.emulators.replay;

import io.kilowatch.emulators.EmulatorProperties;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which traces may be replayed. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

  @Bean
  TraceDirectory traceDirectory(EmulatorProperties properties) {
    String directory = properties.traceDir();
    return new TraceDirectory(directory.isBlank() ? null : Path.of(directory));
  }

  @Bean
  Replay replay(TraceDirectory traces) {
    return new Replay(traces);
  }
}
