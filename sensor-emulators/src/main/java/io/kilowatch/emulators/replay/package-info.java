/** Traces of real utilisation that stand in for the load model. */
@NullMarked
package io.kilowatch.emulators.replay;

import org.jspecify.annotations.NullMarked;
