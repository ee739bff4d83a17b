/**
 * Forecasts the carbon intensity of a grid zone from its past hours alone: plain numbers in and
 * out, no clock, thread or connection. {@link
 * io.kilowatch.scheduler.intensity.forecast.ZoneForecaster} is where to begin.
 */
@NullMarked
package io.kilowatch.scheduler.intensity.forecast;

import org.jspecify.annotations.NullMarked;
