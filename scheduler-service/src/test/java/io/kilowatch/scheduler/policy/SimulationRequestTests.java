package io.kilowatch.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationRequestTests {

  private final Directory directory = new Directory(Stream::empty);

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T00:00:00Z"})
  void checked_ofATimeThatNobodyMeans_namesTheField(String time) {
    Instant from = Instant.parse(time);
    SimulationRequest ofRange =
        new SimulationRequest(from, from.plusSeconds(3600), null, null, null);
    assertThat(fields(ofRange)).containsExactly("from", "to");
    assertThat(fields(new SimulationRequest(null, null, null, null, List.of(task(from)))))
        .containsExactly("tasks[0].submittedAt");
  }

  @Test
  void checked_ofTasks_isOfTheTimeInWhichTheyAreSubmitted() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    SimulationOrder order =
        new SimulationRequest(
                null, null, null, null, List.of(task(noon.plusSeconds(3600)), task(noon)))
            .checked(directory);
    assertThat(order.range().from()).isEqualTo(noon);
    assertThat(order.range().to()).isEqualTo(noon.plusSeconds(3600).plusMillis(1));
    assertThat(order.tasks()).hasSize(2);
  }

  private List<String> fields(SimulationRequest request) {
    return catchThrowableOfType(ProblemException.class, () -> request.checked(directory))
        .errors()
        .stream()
        .map(FieldProblem::field)
        .toList();
  }

  private static SimulatedTask task(Instant submittedAt) {
    return new SimulatedTask(
        submittedAt, null, 2, "PT1H", null, submittedAt.plusSeconds(7200), null, null, null);
  }
}
