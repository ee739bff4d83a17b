/** The registry's servers and the forecasts of their grids, as the planner wants them. */
@NullMarked
package io.kilowatch.scheduler.fleet;

import org.jspecify.annotations.NullMarked;
