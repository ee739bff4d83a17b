package io.kilowatch.local.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Creates the example sites and servers over the public API, as an engineer would. */
public final class DemoFleet {
  private static final String SITES = "/api/v1/sites";
  private static final String SERVERS = "/api/v1/servers";
  private static final String ALL = "?limit=1000";

  private final PublicApi api;
  private final Path begun;

  /** {@code begun}: a file that is there from the first site's creation to the last server's. */
  public DemoFleet(URI origin, String email, String password, Path begun) {
    this.api = new PublicApi(origin, email, password);
    this.begun = begun;
  }

  /**
   * Leaves a platform alone that has sites already, unless they are of a fleet whose creation was
   * broken off, which it completes; says what it did.
   */
  public String createIfEmpty() {
    try {
      api.signIn();
      String present = api.get(SITES + ALL);
      if (Files.notExists(begun) && !present.replaceAll("\\s", "").contains("\"items\":[]")) {
        return "there are sites already";
      }
      Files.writeString(begun, "");
      Map<String, String> siteIds = createSites(PublicApi.idsByName(present));
      int servers = createServers(siteIds);
      Files.delete(begun);
      return servers + " servers in " + siteIds.size() + " sites created";
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private Map<String, String> createSites(Map<String, String> present) throws IOException {
    Map<String, String> ids = new HashMap<>();
    for (Map<String, String> site : Table.read("sites.csv")) {
      String id = present.get(text(site, "name"));
      ids.put(text(site, "key"), id != null ? id : api.create(SITES, siteJson(site)));
    }
    return ids;
  }

  private int createServers(Map<String, String> siteIds) throws IOException {
    Map<String, Map<String, String>> models = new HashMap<>();
    for (Map<String, String> model : Table.read("curves.csv")) {
      models.put(text(model, "model"), model);
    }
    List<Map<String, String>> servers = Table.read("servers.csv");
    Set<String> present = PublicApi.idsByName(api.get(SERVERS + ALL)).keySet();
    for (Map<String, String> server : servers) {
      if (!present.contains(text(server, "name"))) {
        Map<String, String> model = Objects.requireNonNull(models.get(text(server, "model")));
        api.create(SERVERS, serverJson(server, model, text(siteIds, text(server, "site"))));
      }
    }
    return servers.size();
  }

  static String siteJson(Map<String, String> site) {
    return """
    {"name":"%s","gridZone":"%s","latitude":%s,"longitude":%s,"pue":%s,\
    "electricityPricePerKwh":%s,"currency":"%s"}\
    """
        .formatted(
            text(site, "name"),
            text(site, "gridZone"),
            text(site, "latitude"),
            text(site, "longitude"),
            text(site, "pue"),
            text(site, "pricePerKwh"),
            text(site, "currency"));
  }

  static String serverJson(Map<String, String> server, Map<String, String> model, String siteId) {
    String[] watts = text(model, "watts").split(" ");
    return """
    {"name":"%s","siteId":"%s","rack":"%s","cores":%s,\
    "energy":{"source":"%s","idleWatts":%s,"peakWatts":%s,"powerCurveWatts":[%s],"standbyWatts":%s},\
    "sensorMode":"EMULATED","labels":{"model":"%s","specpower":"%s"}}\
    """
        .formatted(
            text(server, "name"),
            siteId,
            text(server, "rack"),
            text(model, "cores"),
            text(server, "source"),
            watts[0],
            watts[watts.length - 1],
            String.join(",", watts),
            text(server, "standbyWatts"),
            text(model, "model"),
            text(model, "result"));
  }

  private static String text(Map<String, String> row, String column) {
    return Objects.requireNonNull(row.get(column), column);
  }
}
