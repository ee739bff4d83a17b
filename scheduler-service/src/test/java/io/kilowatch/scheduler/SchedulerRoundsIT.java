package io.kilowatch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.local.DocumentStore;
import io.kilowatch.scheduler.execution.Execution;
import io.kilowatch.scheduler.execution.Runner;
import io.kilowatch.scheduler.fleet.FleetForecast;
import io.kilowatch.scheduler.fleet.FleetSource;
import io.kilowatch.scheduler.intensity.ZoneForecasts;
import io.kilowatch.scheduler.intensity.ZoneHour;
import io.kilowatch.scheduler.lease.Lease;
import io.kilowatch.scheduler.planning.Restoration;
import io.kilowatch.scheduler.task.TaskStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What the planner is given, from the rounds of the replica that has the lease. */
class SchedulerRoundsIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void planner_isGivenThePastHoursThatItLearnsFrom_atTheStartAndWithEachForecast()
      throws Exception {
    Asked forecasts = new Asked();
    try (DocumentStore documents = DocumentStore.start(directory);
        MongoClient client = MongoClients.create(documents.uri());
        AnnotationConfigApplicationContext context = rounds(client, forecasts)) {
      context.refresh();
      RunningScheduler.await("the first plans are improved", () -> forecasts.starts.size() >= 2);
      int before = forecasts.starts.size();
      forecasts.version = 2;
      RunningScheduler.await("they go by the next", () -> forecasts.starts.size() > before);
    }
    assertThat(forecasts.starts).containsOnly(NOON.minus(Duration.ofHours(6)));
  }

  private static AnnotationConfigApplicationContext rounds(
      MongoClient client, ZoneForecasts forecasts) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.register(
        Replica.class,
        Lease.class,
        TaskStore.class,
        FleetSource.class,
        FleetForecast.class,
        Restoration.class,
        Runner.class,
        SchedulerRounds.class);
    context.registerBean(Clock.class, () -> Clock.fixed(NOON, ZoneOffset.UTC));
    context.registerBean(MongoTemplate.class, () -> new MongoTemplate(client, "kilowatch"));
    context.registerBean(Directory.class, SchedulerRoundsIT::oneServer);
    context.registerBean(ZoneForecasts.class, () -> forecasts);
    context.registerBean(Execution.class, () -> mock());
    return context;
  }

  private static Directory oneServer() {
    Directory directory = new Directory(Stream::empty);
    directory.apply(OneServer.registeredAt(NOON), NOON);
    return directory;
  }

  /** Notes from when on it is asked. */
  private static final class Asked implements ZoneForecasts {

    private final List<Instant> starts = new CopyOnWriteArrayList<>();
    private volatile long version = 1;

    @Override
    public List<ZoneHour> hours(String gridZone, Instant from, Instant to) {
      starts.add(from);
      return LongStream.range(0, ChronoUnit.HOURS.between(from, to))
          .mapToObj(hour -> from.plus(Duration.ofHours(hour)))
          .map(start -> new ZoneHour(start, 100, 100, 100, true))
          .toList();
    }

    @Override
    public long version(Instant now) {
      return version;
    }
  }
}
