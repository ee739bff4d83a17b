/** Energy, emissions and cost, by hour, day or month of a time zone. */
@NullMarked
package io.kilowatch.history.totals;

import org.jspecify.annotations.NullMarked;
