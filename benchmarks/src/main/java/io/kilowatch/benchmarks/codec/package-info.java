/** How fast segments are encoded and decoded, and how small they get. */
@NullMarked
package io.kilowatch.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
