/**
 * Sends a week of real utilisation as readings and compares what the platform makes of them with a
 * computation of its own, which shares no code with the platform's.
 */
@NullMarked
package io.kilowatch.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
