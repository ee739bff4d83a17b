/** Compares compaction strategies under the write pattern of the store's tables. */
@NullMarked
package io.kilowatch.benchmarks.compaction;

import org.jspecify.annotations.NullMarked;
