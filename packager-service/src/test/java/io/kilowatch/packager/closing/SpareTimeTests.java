package io.kilowatch.packager.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareTimeTests {

  private final List<Duration> rests = new ArrayList<>();
  private long nanos;
  private double load;
  private final SpareTime spare = new SpareTime(() -> load, () -> nanos, rests::add);

  @Test
  void use_idleMachine_goesOnAtOnce() throws Exception {
    load = 0.3;

    assertThat(spare.use(() -> takes(20))).isEqualTo("done");

    assertThat(rests).isEmpty();
  }

  @Test
  void use_busyMachine_restsFourTimesAsLong() throws Exception {
    load = 0.95;

    assertThat(spare.use(() -> takes(20))).isEqualTo("done");

    assertThat(rests).containsExactly(Duration.ofMillis(80));
  }

  @Test
  void use_slowWork_restsASecondAtMost() throws Exception {
    load = 1;

    spare.use(() -> takes(10_000));

    assertThat(rests).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void use_workThatFails_restsToo() {
    load = 1;

    assertThatThrownBy(() ->
            spare.use(() -> {
              takes(1);
              throw new IOException("the store is away");
            }))
        .isInstanceOf(IOException.class);

    assertThat(rests).containsExactly(Duration.ofMillis(4));
  }

  @Test
  void use_loadUnknown_goesOnAtOnce() throws Exception {
    load = -1;

    spare.use(() -> takes(20));

    assertThat(rests).isEmpty();
  }

  @Test
  void use_machineBecomesIdle_isNoticed() throws Exception {
    load = 1;
    spare.use(() -> takes(1));

    load = 0;
    spare.use(() -> takes(250));
    spare.use(() -> takes(1));

    assertThat(rests).containsExactly(Duration.ofMillis(4));
  }

  private String takes(long millis) {
    nanos += Duration.ofMillis(millis).toNanos();
    return "done";
  }
}
