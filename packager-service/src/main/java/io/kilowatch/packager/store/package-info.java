/** The way to Cassandra: opened when it is there, and which of its failures are final. */
@NullMarked
package io.kilowatch.packager.store;

import org.jspecify.annotations.NullMarked;
