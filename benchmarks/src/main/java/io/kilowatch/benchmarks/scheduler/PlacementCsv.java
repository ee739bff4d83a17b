package io.kilowatch.benchmarks.scheduler;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.simulation.Instance;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A placement as {@code taskId,serverId,start,end}, a line for each segment. */
final class PlacementCsv {

  private static final String HEADER = "taskId,serverId,start,end";

  private PlacementCsv() {}

  static void write(Path file, Instance instance, Map<String, List<Segment>> placements)
      throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Fleet fleet = instance.fleet();
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write(HEADER + "\n");
      for (Map.Entry<String, List<Segment>> placement : placements.entrySet()) {
        for (Segment segment : placement.getValue()) {
          writer.write(
              String.join(
                      ",",
                      placement.getKey(),
                      fleet.server(segment.server()).id(),
                      Instant.ofEpochSecond(segment.start()).toString(),
                      Instant.ofEpochSecond(segment.end()).toString())
                  + "\n");
        }
      }
    }
  }

  /** Reads what {@link #write} wrote, or anybody else in that form. */
  static Map<String, List<Segment>> read(Path file, Fleet fleet) throws IOException {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (int server = 0; server < fleet.size(); server++) {
      numbers.put(fleet.server(server).id(), server);
    }
    Map<String, List<Segment>> placements = new LinkedHashMap<>();
    for (CsvRow row : CsvRow.all(file)) {
      Integer server = numbers.get(row.text("serverId"));
      if (server == null) {
        throw new IOException(row.text("serverId") + " is no server of the fleet");
      }
      placements
          .computeIfAbsent(row.text("taskId"), id -> new ArrayList<>())
          .add(new Segment(server, row.time("start"), row.time("end")));
    }
    return placements;
  }
}
