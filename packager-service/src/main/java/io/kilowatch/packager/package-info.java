/**
 * Takes reading batches from the broker and stores them in Cassandra, packed by series. A delivery
 * is acknowledged after Cassandra has written every reading of it, or the dead-letter queue has
 * confirmed what can never be stored; until then the broker keeps it. Live values, closed hours and
 * the kept dead letters come from here too.
 */
@NullMarked
package io.kilowatch.packager;

import org.jspecify.annotations.NullMarked;
