package io.kilowatch.scheduler.intensity;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.SitePeriod;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Which zones there are: those that sites are or were in, and those something was observed in. */
@Component
class GridZones {

  private static final Pattern ZONE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,6}){0,2}");

  private final Directory directory;
  private final Outlooks outlooks;

  GridZones(Directory directory, Outlooks outlooks) {
    this.directory = directory;
    this.outlooks = outlooks;
  }

  /**
   * Ends the request unless there is such a zone.
   *
   * @throws ProblemException 404
   */
  void requireKnown(String gridZone) {
    if (outlooks.zone(gridZone).isEmpty() && !inUse(gridZone)) {
      throw ProblemException.notFound("grid zone " + gridZone);
    }
  }

  private boolean inUse(String gridZone) {
    return directory.sites().stream()
        .flatMap(site -> site.periods().stream())
        .map(SitePeriod::gridZone)
        .anyMatch(gridZone::equals);
  }

  /**
   * Ends the request unless there may be such a zone.
   *
   * @throws ProblemException 400
   */
  static void requireZoneId(String gridZone) {
    if (!ZONE.matcher(gridZone).matches()) {
      throw ProblemException.badRequest(
          "zone", "must be a zone id of Electricity Maps, such as DE, SE-SE3 or US-CAL-CISO");
    }
  }
}
