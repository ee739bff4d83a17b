/** What a stretch of readings sums up to, and how stretches join without losing a hold. */
@NullMarked
package io.kilowatch.series.rollup;

import org.jspecify.annotations.NullMarked;
