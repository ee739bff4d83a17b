/** The load that the platform is measured and compared with, in one executable jar. */
@NullMarked
package io.kilowatch.benchmarks;

import org.jspecify.annotations.NullMarked;
