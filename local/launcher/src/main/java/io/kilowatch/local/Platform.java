package io.kilowatch.local;

import java.util.List;

/** The command behind {@code make up}, {@code make down} and {@code make status}. */
public final class Platform {
  private static final String USAGE =
      """
      usage: Platform up [--detach] | down | status | --help

        up            start the platform and stay with it; Ctrl-C stops it
        up --detach   start it, return when it is ready, leave it running
        down          stop the platform that runs on the data directory
        status        processes, addresses, health and memory

      Environment:
        PORT          of the page and the API (8080)
        DATA_DIR      where everything is kept (.kilowatch)
        CACHE_DIR     where unpacked services are kept (DATA_DIR/cache)
        DEMO          off: no example sites and servers
        BROKER        embedded, or rabbitmq: the installed RabbitMQ as a private node
        KILOWATCH_ADMIN_EMAIL                 the administrator (admin@kilowatch.local)
        KILOWATCH_RABBITMQ_URI                use these servers instead of
        KILOWATCH_CASSANDRA_CONTACT_POINTS    the embedded ones
        KILOWATCH_MONGODB_URI
        KILOWATCH_INTENSITY_CSV               hourly carbon intensity of grid zones
        KILOWATCH_ELECTRICITY_MAPS_TOKEN      asks Electricity Maps what was observed
        KILOWATCH_TRACE_DIR                   traces to replay (DATA_DIR/traces)
      """;

  private Platform() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> arguments) {
    try {
      return switch (String.join(" ", arguments)) {
        case "up" -> new UpCommand(options(), Installation.find(), DetachedUp.isLogged()).run();
        case "up --detach" -> new DetachedUp(options(), Installation.find()).run();
        case "down" -> new DownCommand(options()).run();
        case "status" -> new StatusCommand(options()).run();
        case "--help", "-h", "help", "up --help", "down --help", "status --help" -> {
          System.out.print(USAGE);
          yield 0;
        }
        default -> {
          System.err.print(USAGE);
          yield 2;
        }
      };
    } catch (LocalServerException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private static PlatformOptions options() {
    return PlatformOptions.from(System.getenv());
  }
}
