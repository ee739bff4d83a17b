/** The whole pipeline under load: sends numbered readings, reads all of them back, and measures. */
@NullMarked
package io.kilowatch.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
