package io.kilowatch.benchmarks.pipeline;

import io.kilowatch.benchmarks.client.PlatformClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which platform on this machine is measured, and as whom. */
public final class PlatformOptions {

  @Option(names = "--data-dir", required = true, description = "the platform's DATA_DIR")
  private Path dataDirectory = Path.of("");

  @Option(names = "--url", description = "where its page is")
  private URI url = URI.create("http://localhost:8080");

  @Option(names = "--email", description = "an administrator")
  private String email = "admin@kilowatch.local";

  public Path dataDirectory() {
    return dataDirectory;
  }

  public URI url() {
    return url;
  }

  /** Signed in with the password that {@code make up} keeps beside the data. */
  public PlatformClient signIn() throws IOException, InterruptedException {
    String password = Files.readString(dataDirectory.resolve("secrets/admin-password")).strip();
    return new PlatformClient(url, email, password);
  }
}
