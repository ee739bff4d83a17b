package io.kilowatch.benchmarks.load;

import java.net.URI;

/**
 * Where requests go.
 *
 * @param head of each request, up to the length of its body
 */
public record Target(URI address, String head) {

  /** Readings as JSON for ingestion. */
  public static Target ingestion(URI address, String key) {
    return post(address, "/api/v1/readings", "application/json", "X-API-Key: " + key + "\r\n");
  }

  public static Target post(URI address, String path, String contentType, String headers) {
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Type: %s\r\nContent-Length: "
            .formatted(path, address.getAuthority(), headers, contentType);
    return new Target(address, head);
  }
}
