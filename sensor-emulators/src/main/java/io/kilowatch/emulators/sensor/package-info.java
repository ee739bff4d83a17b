/**
 * The sensors themselves: what each one reads at a time, its parameters, and the loop that lets
 * them read.
 */
@NullMarked
package io.kilowatch.emulators.sensor;

import org.jspecify.annotations.NullMarked;
