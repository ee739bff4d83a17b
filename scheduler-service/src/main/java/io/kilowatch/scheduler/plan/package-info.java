/**
 * Decides where and when tasks run: a pure planner that knows the fleet, the forecast intensity of
 * its grids and the tasks submitted so far, and holds no connection, clock or thread.
 *
 * <p>Times are seconds since the epoch, stretches of time are half open, emissions are grams of
 * CO2eq. Servers, sites and zones are numbered by {@link io.kilowatch.scheduler.plan.Fleet}.
 */
@NullMarked
package io.kilowatch.scheduler.plan;

import org.jspecify.annotations.NullMarked;
