package io.kilowatch.scheduler.policy;

import io.kilowatch.base.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Plays the tasks of some days under other policies; for everybody who is signed in. */
@RestController
class SimulationController {

  private static final Duration UNTIL_DONE = Duration.ofSeconds(10);

  private final PastTasks past;

  /** One takes a core for seconds, and there is other work to do. */
  private final Semaphore one = new Semaphore(1);

  SimulationController(PastTasks past) {
    this.past = past;
  }

  /**
   * What came of it.
   *
   * @param tasks that were played
   * @param results by policy, as asked for
   */
  record SimulationAnswer(int tasks, List<PolicyResult> results) {}

  @PostMapping("/api/v1/plan/simulate")
  @Operation(
      summary = "What the tasks of some days would have emitted under other policies",
      description =
          "The tasks that were submitted in the range, revealed one by one, on the fleet as it is"
              + " now, with the intensities that were observed, or else are forecast. 429 while"
              + " another simulation runs.")
  SimulationAnswer simulate(@RequestBody SimulationRequest request) {
    SimulationOrder order = request.checked();
    if (!one.tryAcquire()) {
      throw ProblemException.tooManyRequests("Another simulation runs.", UNTIL_DONE);
    }
    try {
      return past.play(order);
    } finally {
      one.release();
    }
  }
}
