package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The servers by number, with what the planner asks of each in its inner loops laid out in arrays.
 * Servers of one site with equal cores, curve and standby watts are of one model: while they are
 * idle, one is as good as another.
 */
public final class Fleet {

  private final List<Server> servers;
  private final List<Site> sites;
  private final List<String> zones;
  private final int[] siteOfServer;
  private final int[] zoneOfSite;
  private final int[][] serversOfSite;
  private final int[] modelOfServer;

  /** By model and cores in use: watts of server and facility around it. */
  private final double[][] facilityWatts;

  public Fleet(List<Server> servers) {
    this.servers = List.copyOf(servers);
    this.sites = List.copyOf(new LinkedHashSet<>(this.servers.stream().map(Server::site).toList()));
    this.zones = List.copyOf(new LinkedHashSet<>(sites.stream().map(Site::zone).toList()));
    this.siteOfServer = this.servers.stream().mapToInt(s -> sites.indexOf(s.site())).toArray();
    this.zoneOfSite = sites.stream().mapToInt(site -> zones.indexOf(site.zone())).toArray();
    this.serversOfSite = new int[sites.size()][];
    for (int site = 0; site < sites.size(); site++) {
      serversOfSite[site] = numbersOf(site);
    }
    this.modelOfServer = new int[this.servers.size()];
    this.facilityWatts = models();
  }

  private int[] numbersOf(int site) {
    List<Integer> numbers = new ArrayList<>();
    for (int server = 0; server < siteOfServer.length; server++) {
      if (siteOfServer[server] == site) {
        numbers.add(server);
      }
    }
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private double[][] models() {
    record Model(Site site, int cores, double standbyWatts, PowerCurve curve) {}
    Map<Model, Integer> numbers = new LinkedHashMap<>();
    for (int i = 0; i < servers.size(); i++) {
      Server s = servers.get(i);
      Model model = new Model(s.site(), s.cores(), s.standbyWatts(), s.curve());
      numbers.putIfAbsent(model, numbers.size());
      modelOfServer[i] = numbers.getOrDefault(model, 0);
    }
    double[][] watts = new double[numbers.size()][];
    for (int i = 0; i < servers.size(); i++) {
      watts[modelOfServer[i]] = facilityWattsOf(servers.get(i));
    }
    return watts;
  }

  private static double[] facilityWattsOf(Server server) {
    double[] watts = new double[server.cores() + 1];
    Arrays.setAll(watts, inUse -> server.wattsAt(inUse) * server.site().pue());
    return watts;
  }

  public int size() {
    return servers.size();
  }

  public Server server(int number) {
    return servers.get(number);
  }

  public List<Site> sites() {
    return sites;
  }

  /** The grid zones of its sites, by number. */
  public List<String> zones() {
    return zones;
  }

  public int siteOf(int server) {
    return siteOfServer[server];
  }

  public int zoneOf(int site) {
    return zoneOfSite[site];
  }

  int[] serversOf(int site) {
    return serversOfSite[site];
  }

  /** The sites that a task may run at and that have a server for it. */
  int[] sitesFor(TaskDemand demand) {
    return IntStream.range(0, sites.size())
        .filter(site -> demand.allows(sites.get(site)))
        .filter(site -> hasServerFor(site, demand.cores()))
        .toArray();
  }

  private boolean hasServerFor(int site, int cores) {
    return IntStream.of(serversOfSite[site]).anyMatch(i -> servers.get(i).cores() >= cores);
  }

  int modelOf(int server) {
    return modelOfServer[server];
  }

  int modelCount() {
    return facilityWatts.length;
  }

  /** Watts of server and facility by the cores in use, from none to all; not to be changed. */
  double[] facilityWatts(int model) {
    return facilityWatts[model];
  }
}
