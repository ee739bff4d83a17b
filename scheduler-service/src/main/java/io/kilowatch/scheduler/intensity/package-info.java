/** The carbon intensity of grid zones: what it was, and what it is expected to be. */
@NullMarked
package io.kilowatch.scheduler.intensity;

import org.jspecify.annotations.NullMarked;
