/**
 * Plays a list of tasks against a fleet and the intensities that its grids had, under one policy or
 * another, and says what it would have emitted.
 */
@NullMarked
package io.kilowatch.scheduler.simulation;

import org.jspecify.annotations.NullMarked;
