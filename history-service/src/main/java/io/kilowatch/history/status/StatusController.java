package io.kilowatch.history.status;

import io.kilowatch.history.web.Subjects;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How a server's sensors are doing. */
@RestController
final class StatusController {

  private final Subjects subjects;
  private final SensorStatuses statuses;

  StatusController(Subjects subjects, SensorStatuses statuses) {
    this.subjects = subjects;
    this.statuses = statuses;
  }

  /** The sensors of one server. */
  record ServerStatus(String serverId, List<SensorStatus> sensors) {

    ServerStatus {
      sensors = List.copyOf(sensors);
    }
  }

  @GetMapping("/api/v1/history/servers/{id}/status")
  @Operation(summary = "Last reading, lag, expected interval and gaps of each sensor")
  ServerStatus status(@PathVariable String id) {
    return new ServerStatus(id, statuses.of(subjects.server(id)));
  }
}
