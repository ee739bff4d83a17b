/** Asks Electricity Maps, if there is a token for it, what was observed in the zones in use. */
@NullMarked
package io.kilowatch.scheduler.intensity.electricitymaps;

import org.jspecify.annotations.NullMarked;
