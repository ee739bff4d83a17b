package io.kilowatch.emulators.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.emulators.Fleet;
import io.kilowatch.emulators.replica.Replicas;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.Message;
import tools.jackson.databind.json.JsonMapper;

class SensorAnnouncerTests {

  private final JsonMapper json = new JsonMapper();
  private final Map<String, Integer> announced = new HashMap<>();
  private final AmqpTemplate broker = broker();

  @Test
  void announce_ofASensorThatIsGoneAndBack_isMadeAtOnce() {
    Rig rig = Rig.alone(Fleet.emulated("a"), Fleet.emulated("b"));
    SensorAnnouncer announcer = announcer(rig);
    announcer.announce(Rig.START);
    rig.load(Fleet.retired("b", Rig.START));
    announcer.announce(Rig.START.plusSeconds(1));
    rig.load(Fleet.emulated("b"));

    announcer.announce(Rig.START.plusSeconds(2));

    assertThat(announced).isEqualTo(Map.of("a.power", 1, "a.co2", 1, "b.power", 2, "b.co2", 2));
  }

  /**
   * Where each second each sensor is looked for among all others, it takes a quarter of an hour.
   */
  @Test
  void announce_ofManySensors_tellsEachOnceAMinuteAndLooksForNone() {
    Rig rig =
        Rig.alone(
            IntStream.range(0, 10_000)
                .mapToObj(i -> Fleet.emulated("s" + i))
                .toArray(ServerEntry[]::new));
    SensorAnnouncer announcer = announcer(rig);
    Duration begun = cpuTime();

    for (int second = 0; second < 150; second++) {
      announcer.announce(Rig.START.plusSeconds(second));
      assertThat(cpuTime().minus(begun)).isLessThan(Duration.ofMinutes(1));
    }

    assertThat(announced).hasSize(20_000).allSatisfy((id, times) -> assertThat(times).isEqualTo(3));
  }

  /** Of this thread alone, however busy the machine is. */
  private static Duration cpuTime() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  private SensorAnnouncer announcer(Rig rig) {
    Replicas alone = new Replicas("a", Instant.EPOCH);
    return new SensorAnnouncer(rig.sensors, rig.settings, alone, broker, json);
  }

  private AmqpTemplate broker() {
    AmqpTemplate mock = mock(AmqpTemplate.class, withSettings().stubOnly());
    doAnswer(
            call -> {
              Message message = call.getArgument(2);
              String id = json.readTree(message.getBody()).get("payload").get("id").asString();
              return announced.merge(id, 1, Integer::sum);
            })
        .when(mock)
        .send(anyString(), anyString(), any(Message.class));
    return mock;
  }
}
