/**
 * What was observed of the carbon intensity of grid zones, kept in MongoDB: one value a zone and
 * hour, with the source that it is from.
 */
@NullMarked
package io.kilowatch.scheduler.intensity.observed;

import org.jspecify.annotations.NullMarked;
