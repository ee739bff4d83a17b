package io.kilowatch.packager.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Knows to which routing keys nobody listens: the broker returns what is sent there. Of a large
 * fleet hardly anything is watched, and four values a second of each series were an eighth of the
 * packager's work (ADR 0009).
 *
 * <p>A key that is not heard is tried again every second, with one value; if that does not come
 * back, somebody listens.
 */
@Component
class Audience {

  static final Duration UNHEARD = Duration.ofSeconds(1);

  /** In which a broker returns a message; one that takes longer is sent more for nothing. */
  static final Duration TRIAL = Duration.ofMillis(250);

  private record Silence(boolean tried, long untilNanos) {}

  private final LongSupplier nanoClock;
  private final Map<String, Silence> silences = new HashMap<>();

  @Autowired
  Audience() {
    this(System::nanoTime);
  }

  Audience(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** How many values may be sent to a routing key now. */
  synchronized int mostFor(String routingKey) {
    Silence silence = silences.get(routingKey);
    if (silence == null) {
      return Integer.MAX_VALUE;
    }
    if (nanoClock.getAsLong() - silence.untilNanos < 0) {
      return 0;
    }
    if (silence.tried) {
      silences.remove(routingKey);
      return Integer.MAX_VALUE;
    }
    return 1;
  }

  /** Something is sent to a routing key. */
  synchronized void sent(String routingKey) {
    silences.computeIfPresent(
        routingKey, (_, _) -> new Silence(true, nanoClock.getAsLong() + TRIAL.toNanos()));
  }

  /** It came back. */
  synchronized void returned(String routingKey) {
    silences.put(routingKey, new Silence(false, nanoClock.getAsLong() + UNHEARD.toNanos()));
  }
}
