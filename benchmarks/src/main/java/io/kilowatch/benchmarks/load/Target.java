package io.kilowatch.benchmarks.load;

import java.net.URI;

/**
 * Where requests go.
 *
 * @param head of each request, up to the length of its body
 * @param refuses whether it is to answer each with 400, where the work up to there is measured
 */
public record Target(URI address, String head, boolean refuses) {

  /** Readings as JSON for ingestion. */
  public static Target ingestion(URI address, String key) {
    return post(address, "/api/v1/readings", "application/json", "X-API-Key: " + key + "\r\n");
  }

  public static Target post(URI address, String path, String contentType, String headers) {
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Type: %s\r\nContent-Length: "
            .formatted(path, address.getAuthority(), headers, contentType);
    return new Target(address, head, false);
  }

  public Target refusing() {
    return new Target(address, head, true);
  }

  /** Whether this is the answer that was expected. */
  boolean isDone(int status) {
    return refuses ? status == 400 : status / 100 == 2;
  }
}
