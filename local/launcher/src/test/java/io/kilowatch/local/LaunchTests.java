package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTests {
  @TempDir Path directory;
  private final List<String> started = Collections.synchronizedList(new ArrayList<>());
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void run_startsEachAfterThoseItNeeds() throws Exception {
    launch(
        unit("cassandra", List.of(), 100),
        unit("broker", List.of(), 50),
        unit("packager-service", List.of("cassandra", "broker"), 0),
        unit("edge", List.of(), 0));

    assertThat(started)
        .containsExactlyInAnyOrder("cassandra", "broker", "packager-service", "edge");
    assertThat(started.indexOf("packager-service"))
        .isGreaterThan(started.indexOf("cassandra"))
        .isGreaterThan(started.indexOf("broker"));
    assertThat(PlatformState.read(directory).entries()).hasSize(4);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("packager-service   ready");
  }

  @Test
  void run_withExternalServer_doesNotWaitForIt() throws Exception {
    launch(unit("packager-service", List.of("cassandra", "broker"), 0));
    assertThat(started).containsExactly("packager-service");
  }

  @Test
  void run_whenOneFails_saysWhyAndStartsNothingThatNeedsIt() throws Exception {
    assertThatThrownBy(() ->
            launch(unit("broker", List.of(), -1), unit("ingestion-service", List.of("broker"), 0)))
        .isInstanceOf(LocalServerException.class)
        .hasMessage("broker is broken");
    assertThat(started).isEmpty();
  }

  @Test
  void stopWaves_endSendersFirstAndStoresLast() {
    assertThat(PlatformUnits.stopWaves(everything()))
        .extracting(wave -> wave.stream().map(Unit::name).toList())
        .startsWith(List.of("edge", "sensor-emulators"))
        .endsWith(List.of("broker", "cassandra", "documents"));
  }

  @Test
  void stopWaves_forgetNothing() {
    List<Unit> units = everything();
    assertThat(PlatformUnits.stopWaves(units).stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(units);
  }

  private List<Unit> everything() {
    return Stream.concat(
            Stream.of("broker", "cassandra", "documents"),
            ServiceDefinition.ALL.stream().map(ServiceDefinition::name))
        .sorted()
        .<Unit>map(name -> unit(name, List.of(), 0))
        .toList();
  }

  private void launch(Unit... units) throws InterruptedException {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    new Launch(List.of(units), new Progress(out), PlatformState.fresh(directory)).run();
  }

  /** Takes its time, or fails where that is negative. */
  private FakeUnit unit(String name, List<String> after, long millis) {
    return new FakeUnit(
        name,
        after,
        () -> {
          if (millis < 0) {
            throw new LocalServerException(name + " is broken");
          }
          ChildProcess.sleep(millis);
          started.add(name);
        });
  }
}
