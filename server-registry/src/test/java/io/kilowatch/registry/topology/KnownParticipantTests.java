package io.kilowatch.registry.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import io.kilowatch.registry.topology.KnownParticipant.State;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownParticipantTests {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "30, 90, ONLINE",
    "30, 91, SILENT",
    "60, 180, ONLINE",
    "60, 181, SILENT",
    "1, 90, ONLINE",
    "86400, 181, SILENT"
  })
  void state_isSilentAfterThreeIntervals(long interval, long silence, State expected) {
    KnownParticipant first = KnownParticipant.of(participant("a", null, null), null, START);
    Instant secondTime = START.plusSeconds(interval);
    KnownParticipant second = KnownParticipant.of(participant("a", null, null), first, secondTime);

    assertThat(second.stateAt(secondTime.plusSeconds(silence))).isEqualTo(expected);
  }

  @Test
  void state_afterOneAnnouncement_allowsTheLongestInterval() {
    KnownParticipant first = KnownParticipant.of(participant("a", null, null), null, START);

    assertThat(first.stateAt(START.plusSeconds(180))).isEqualTo(State.ONLINE);
    assertThat(first.stateAt(START.plusSeconds(181))).isEqualTo(State.SILENT);
  }

  @ParameterizedTest
  @CsvSource({
    "live, live, true",
    "live, registry, false",
    "readings, readings.power, true",
    "readings, readings.dead, false",
    "readings.dlx, readings.dead, true",
    "readings.power, readings.co2, false",
    ", , false",
    "live, , false"
  })
  void wiring_connectsPortsOfOneExchange(String out, String in, boolean connected) {
    List<KnownParticipant> two =
        List.of(
            KnownParticipant.of(participant("from", out, null), null, START),
            KnownParticipant.of(participant("to", null, in), null, START));

    assertThat(Wiring.between(two, START)).hasSize(connected ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "reading, reading, , true",
    "reading, reading-batch, , false",
    "number, number, , false",
    ", reading, , false",
    "reading, , , false",
    "reading, reading, live, false"
  })
  void wiring_connectsReadingsOverHttp(
      String outType, String inType, String inExchange, boolean connected) {
    List<KnownParticipant> two =
        List.of(
            KnownParticipant.of(
                withPorts("sensor", List.of(), List.of(new Port("o", outType, "", null, null))),
                null,
                START),
            KnownParticipant.of(
                withPorts(
                    "ingestion", List.of(new Port("i", inType, "", inExchange, null)), List.of()),
                null,
                START));

    assertThat(Wiring.between(two, START)).hasSize(connected ? 1 : 0);
  }

  @Test
  void wiring_ofWhoIsSilent_isNoneWhereAnotherOfTheComponentIsOnline() {
    Instant now = START.plusSeconds(181);
    List<KnownParticipant> all =
        List.of(
            KnownParticipant.of(sender("a"), null, START),
            KnownParticipant.of(sender("b"), null, now),
            KnownParticipant.of(sender("c"), null, now),
            KnownParticipant.of(receiver("d"), null, START),
            KnownParticipant.of(receiver("e"), null, now));

    assertThat(Wiring.between(all, now))
        .extracting(wire -> wire.from().id() + wire.to().id())
        .containsExactly("be", "ce");
  }

  @Test
  void wiring_ofAComponentThatIsSilent_isThatOfTheLastOne() {
    Instant now = START.plusSeconds(181);
    List<KnownParticipant> all =
        List.of(
            KnownParticipant.of(sender("a"), null, now),
            KnownParticipant.of(receiver("b"), null, START),
            KnownParticipant.of(receiver("c"), null, START.plusSeconds(1)));

    assertThat(Wiring.between(all, now.plusSeconds(1)))
        .extracting(wire -> wire.from().id() + wire.to().id())
        .containsExactly("ac");
  }

  /** Each out-port with each in-port in the order of the participants, whatever connects them. */
  @Test
  void wiring_ofMany_isInTheOrderOfTheParticipants() {
    List<KnownParticipant> all =
        Stream.of(
                withPorts(
                    "a",
                    List.of(port("1", "any", "readings.power"), port("2", "reading", null)),
                    List.of(port("1", "any", "readings"), port("2", "reading", null))),
                withPorts(
                    "b",
                    List.of(
                        port("1", "any", "readings.dead"),
                        port("2", "any", "readings"),
                        port("3", "any", "readings.co2")),
                    List.of(port("1", "any", "readings.power"), port("2", "any", "readings.dlx"))),
                withPorts("c", List.of(port("1", "reading", null)), List.of(port("1", "x", null))))
            .map(participant -> KnownParticipant.of(participant, null, START))
            .toList();

    assertThat(Wiring.between(all, START))
        .extracting(
            wire -> wire.from().id() + wire.out().id() + " " + wire.to().id() + wire.in().id())
        .containsExactly("a1 a1", "a1 b2", "a1 b3", "a2 a2", "a2 c1", "b1 a1", "b2 b1");
  }

  @Test
  void wiring_ofManySensors_doesNotGoThroughAllForEach() {
    Participant sensor =
        withPorts(
            "sensor",
            List.of(port("noise", "number", null), port("fault", "string", null)),
            List.of(port("readings", "reading", null)));
    Participant ingestion =
        withPorts("ingestion", List.of(port("http", "reading", null)), List.of());
    List<KnownParticipant> all = new ArrayList<>();
    all.add(KnownParticipant.of(ingestion, null, START));
    for (int i = 0; i < 20_000; i++) {
      all.add(counting(KnownParticipant.of(sensor, null, START)));
    }

    assertThat(Wiring.between(all, START)).hasSize(20_000);
  }

  /** One whose in-ports can be gone through a few times, and not once for each of many others. */
  private static KnownParticipant counting(KnownParticipant one) {
    List<KnownParticipant.KnownPort> inports =
        new AbstractList<>() {

          private int times;

          @Override
          public Iterator<KnownParticipant.KnownPort> iterator() {
            assertThat(++times).isLessThan(5);
            return one.inports().iterator();
          }

          @Override
          public KnownParticipant.KnownPort get(int index) {
            return one.inports().get(index);
          }

          @Override
          public int size() {
            return one.inports().size();
          }
        };
    return new KnownParticipant(
        one.id(),
        one.role(),
        one.component(),
        one.label(),
        one.icon(),
        inports,
        one.outports(),
        one.lastSeen(),
        one.intervalMillis());
  }

  private static Port port(String id, String type, String exchange) {
    return new Port(id, type, "", exchange, null);
  }

  private static Participant sender(String id) {
    return new Participant(
        id, "r", "sender", "", "", List.of(), List.of(new Port("o", "any", "", "live", null)));
  }

  private static Participant receiver(String id) {
    return new Participant(
        id, "r", "receiver", "", "", List.of(new Port("i", "any", "", "live", null)), List.of());
  }

  private static Participant withPorts(String id, List<Port> in, List<Port> out) {
    return new Participant(id, "role", "component", "label", "icon", in, out);
  }

  private static Participant participant(String id, String out, String in) {
    return withPorts(
        id,
        List.of(new Port("in", "any", "", in, null)),
        List.of(new Port("out", "any", "", out, null)));
  }
}
