package io.kilowatch.scheduler.policy;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Plays tasks under other policies; for everybody who is signed in. */
@RestController
class SimulationController {

  private static final Duration UNTIL_DONE = Duration.ofSeconds(10);

  private final TaskPlayer player;
  private final Directory directory;

  /** One takes a core for seconds, and there is other work to do. */
  private final Semaphore one = new Semaphore(1);

  SimulationController(TaskPlayer player, Directory directory) {
    this.directory = directory;
    this.player = player;
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
      summary = "What tasks would have emitted under other policies",
      description =
          "The tasks that were submitted in the range, or those of a list, revealed one by one, on"
              + " the fleet as it is now, with the intensities that were observed, however long ago,"
              + " or else are forecast or a profile's. 429 while another simulation runs.")
  SimulationAnswer simulate(@RequestBody SimulationRequest request) {
    SimulationOrder order = request.checked(directory);
    if (!one.tryAcquire()) {
      throw ProblemException.tooManyRequests("Another simulation runs.", UNTIL_DONE);
    }
    try {
      return player.play(order);
    } finally {
      one.release();
    }
  }
}
