package io.kilowatch.scheduler.intensity;

import io.kilowatch.scheduler.intensity.forecast.ExpectedHour;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A zone's carbon intensity, as it is answered. */
record IntensityAnswer(
    String zone,
    @Schema(description = "Life-cycle emissions", allowableValues = "gCO2eq/kWh") String unit,
    @Schema(description = "End of the last hour that was observed; null if none was")
        @Nullable Instant observedUntil,
    @Schema(description = "What keeps the answer from being better; null if nothing does")
        @Nullable String notice,
    @Schema(description = "Whole hours in UTC, oldest first and without gaps") List<Hour> hours) {

  static final String UNIT = "gCO2eq/kWh";

  /** One hour. */
  @Schema(name = "IntensityHour")
  record Hour(
      Instant start,
      double gramsPerKwh,
      @Schema(description = "One hour in twenty is below; of a forecast only")
          @Nullable Double lowGramsPerKwh,
      @Schema(description = "One hour in twenty is above; of a forecast only")
          @Nullable Double highGramsPerKwh,
      @Schema(
              description =
                  "A profile stands in where there is neither an observation nor a forecast",
              allowableValues = {"observed", "forecast", "profile"})
          String kind,
      @Schema(
              description = "Who observed it, or which profile it is; null for a forecast",
              allowableValues = {
                "import",
                "electricity-maps",
                "electricity-maps-estimate",
                "csv",
                "synthetic"
              })
          @Nullable String source,
      @Schema(
              description = "How it was forecast",
              allowableValues = {"seasonal-naive-day", "seasonal-naive-week", "regression"})
          @Nullable String method,
      @Schema(
              description =
                  "Mean absolute error in per cent of that method's forecasts so many hours ahead,"
                      + " over the last twelve weeks")
          @Nullable Double mapePercent) {

    static Hour of(OutlookHour hour) {
      ExpectedHour expected = hour.expected();
      if (expected == null) {
        return new Hour(
            hour.start(),
            hour.gramsPerKwh(),
            null,
            null,
            hour.kind().toString(),
            hour.source(),
            null,
            null);
      }
      return new Hour(
          hour.start(),
          rounded(hour.gramsPerKwh()),
          rounded(expected.lowGramsPerKwh()),
          rounded(expected.highGramsPerKwh()),
          hour.kind().toString(),
          null,
          expected.method().toString(),
          rounded(expected.mapePercent()));
    }

    private static double rounded(double value) {
      return Math.round(value * 100) / 100.0;
    }
  }
}
