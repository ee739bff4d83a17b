package io.kilowatch.scheduler.receipt;

import io.kilowatch.scheduler.task.Choice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a task drew and caused, from the readings of its servers while it ran.
 *
 * <p>Of what a server drew while the same tasks were there, a task's share is that of its cores
 * among all that were busy: the load that the server's mean power stands for, by its power curve,
 * and no less than the cores that tasks had there. Idle power is shared out in the same way and
 * stated on its own.
 *
 * @param taskId also the receipt's
 * @param endedAt when the task ended
 * @param runSeconds how long it ran, pauses not counted
 * @param energyKwh its share of what its servers drew; the facility's overhead not counted
 * @param idleKwh how much of that is idle power
 * @param emissionsGrams gCO2eq, the overhead included
 * @param cost null if it is in several currencies or not known
 * @param currency ISO 4217; null with the cost
 * @param coverage share of the time it ran for which there are readings; the figures are of that
 *     time alone
 * @param origins where these come from: measured, modelled or emulated; null for receipts made
 *     before this was kept
 * @param runNow what it is compared with; null for a task that was not done, that could not have
 *     run at once, of which nothing was measured, or that was planned before the shares were kept
 */
@Document("receipts")
public record Receipt(
    @Id String taskId,
    @Indexed Instant endedAt,
    Instant madeAt,
    double runSeconds,
    double energyKwh,
    double idleKwh,
    double emissionsGrams,
    @Nullable Double cost,
    @Nullable String currency,
    double coverage,
    @Nullable List<String> origins,
    @Nullable RunNow runNow) {

  public Receipt {
    origins = origins == null ? null : List.copyOf(origins);
  }

  /**
   * The alternative that was recorded when the task was planned: to begin as soon as there was
   * room, on the server that added least.
   *
   * @param forecastGrams what it would have added, by the forecast at that time
   * @param energyKwh what the task was measured to draw, times what its share on this server would
   *     have been, by the model, for each kWh of that on those where it was planned
   * @param emissionsGrams what the task was measured to emit, times the ratio of this energy and
   *     its own, each with the intensity of its time and place: observed if that was known by then
   * @param savedGrams what was emitted less because the task was planned; may be negative
   */
  public record RunNow(
      String serverId,
      Instant start,
      Instant end,
      double forecastGrams,
      double energyKwh,
      double emissionsGrams,
      double savedGrams) {

    static RunNow of(Choice choice, double energyKwh, double grams, double taskGrams) {
      return new RunNow(
          choice.serverId(),
          choice.start(),
          choice.end(),
          choice.grams(),
          energyKwh,
          grams,
          grams - taskGrams);
    }
  }
}
