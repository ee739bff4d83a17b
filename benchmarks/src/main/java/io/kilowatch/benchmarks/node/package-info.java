/** What a Cassandra node of this machine says of itself. */
@NullMarked
package io.kilowatch.benchmarks.node;

import org.jspecify.annotations.NullMarked;
