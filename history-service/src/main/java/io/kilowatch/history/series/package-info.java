/** A series in at most so many points, whatever the range. */
@NullMarked
package io.kilowatch.history.series;

import org.jspecify.annotations.NullMarked;
