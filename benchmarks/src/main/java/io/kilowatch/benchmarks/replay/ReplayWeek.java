package io.kilowatch.benchmarks.replay;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.replay.Comparison.Outcome;
import io.kilowatch.benchmarks.replay.Registration.Registered;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Replays a week of real utilisation into the platform and checks its books. */
public final class ReplayWeek {

  private static final int WRONG_USE = 2;
  private static final int PROGRESS_STEP = 20_000;

  private final ReplayOptions options;
  private final PrintStream out;

  private ReplayWeek(ReplayOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Returns the process's exit code: 0 equal, 1 different, 2 it could not be done. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (Arrays.asList(arguments).contains("--help")) {
      out.print(ReplayOptions.HELP);
      return 0;
    }
    try {
      return new ReplayWeek(ReplayOptions.parse(arguments, System.getenv()), out).replay();
    } catch (IllegalArgumentException | IOException e) {
      err.println("Not done: " + e);
      return WRONG_USE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return WRONG_USE;
    }
  }

  private int replay() throws IOException, InterruptedException {
    Week week = Week.read(options);
    try (PlatformClient platform =
        new PlatformClient(options.url(), options.email(), options.password())) {
      String suffix = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
      List<Registered> servers = new Registration(platform, suffix).register(week);
      out.printf("Registered %d servers, names end in -%s%n", servers.size(), suffix);
      send(platform, servers);
      return compare(platform, week, servers);
    }
  }

  private void send(PlatformClient platform, List<Registered> servers)
      throws IOException, InterruptedException {
    Instant began = Instant.now();
    Sending sending = new Sending(platform, options.batch(), this::showProgress);
    int sent = sending.send(servers);
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    out.printf("Sent %,d readings in %.1f s, %,.0f readings/s%n", sent, seconds, sent / seconds);
  }

  private void showProgress(int sent) {
    if (sent % PROGRESS_STEP < options.batch()) {
      out.printf("  %,d sent%n", sent);
    }
  }

  private int compare(PlatformClient platform, Week week, List<Registered> servers)
      throws IOException, InterruptedException {
    Comparison comparison = new Comparison(platform, week);
    List<Outcome> outcomes = new ArrayList<>();
    out.printf(
        "%-10s %7s %7s %12s %14s %12s%n", "server", "power", "co2", "kWh", "gCO2eq", "difference");
    for (Registered server : servers) {
      Outcome outcome = comparison.compare(server);
      outcomes.add(outcome);
      out.printf(
          "%-10s %7d %7d %12.4f %14.2f %12.2e%n",
          outcome.name(),
          outcome.powerReadings(),
          outcome.co2Readings(),
          outcome.energyKwh(),
          outcome.emissionsGrams(),
          outcome.largestDifference());
      outcome.differences().forEach(difference -> out.println("  DIFFERENT " + difference));
    }
    return verdict(outcomes);
  }

  private int verdict(List<Outcome> outcomes) {
    int readings = outcomes.stream().mapToInt(one -> one.powerReadings() + one.co2Readings()).sum();
    long different = outcomes.stream().filter(one -> !one.differences().isEmpty()).count();
    double largest =
        outcomes.stream().mapToDouble(Outcome::largestDifference).max().orElse(Double.NaN);
    out.printf(
        "%,d readings read back; %d of %d servers differ; largest relative difference %.2e%n",
        readings, different, outcomes.size(), largest);
    return different == 0 ? 0 : 1;
  }
}
