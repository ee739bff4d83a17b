package io.kilowatch.scheduler.intensity;

import java.time.Instant;

/**
 * The carbon intensity of a grid zone in one hour.
 *
 * @param start of the hour, in UTC
 * @param gramsPerKwh gCO2eq/kWh, observed or expected
 * @param lowGramsPerKwh what it is hardly less than; the same where it was observed
 * @param highGramsPerKwh what it is hardly more than; the same where it was observed
 * @param observed whether this is what it was; else it is a forecast
 */
public record ZoneHour(
    Instant start,
    double gramsPerKwh,
    double lowGramsPerKwh,
    double highGramsPerKwh,
    boolean observed) {}
