package io.kilowatch.ingestion.emoncms;

import io.kilowatch.ingestion.intake.Submission;
import io.kilowatch.ingestion.reading.ReadingRuns;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Readings that come as the parameters of an emoncms request, whatever form they have in these. */
abstract class EmoncmsSubmission implements Submission {

  final EmoncmsParameters parameters;
  final Clock clock;
  private final Set<String> known;
  private final NodeNames nodes;
  private final int maxReadings;

  /**
   * A submission with these parameters.
   *
   * @param known names of the parameters that it understands
   */
  EmoncmsSubmission(
      EmoncmsParameters parameters,
      Set<String> known,
      NodeNames nodes,
      Clock clock,
      int maxReadings) {
    this.parameters = parameters;
    this.known = known;
    this.nodes = nodes;
    this.clock = clock;
    this.maxReadings = maxReadings;
  }

  /** Hands the value of each node in. */
  abstract void decode(NodeReadings readings);

  /**
   * Passes while no more have been read than a request may have: each costs far more memory than it
   * took of the form.
   */
  final void requireRoom(int read) {
    if (read == maxReadings) {
      throw new Refusal(
          RefusalCause.TOO_MANY_READINGS, "at most " + maxReadings + " readings in one request");
    }
  }

  @Override
  public final @Nullable String presentedKey() {
    return parameters.presentedKey();
  }

  @Override
  public final void receive() {
    parameters.requireOnly(known);
  }

  @Override
  public final void decode(ReadingRuns into) {
    decode(new NodeReadings(into, nodes));
  }

  @Override
  public final void close() {
    parameters.close();
  }
}
