/**
 * Readings that can be recognised again, and connections that send them as fast as they are taken.
 */
@NullMarked
package io.kilowatch.benchmarks.load;

import org.jspecify.annotations.NullMarked;
