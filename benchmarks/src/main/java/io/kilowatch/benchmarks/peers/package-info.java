/** The same load on other stores for series of readings, for comparison in one run. */
@NullMarked
package io.kilowatch.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
