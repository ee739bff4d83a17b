/** What can never be stored: kept, listed, replayed, deleted. */
@NullMarked
package io.kilowatch.packager.deadletter;

import org.jspecify.annotations.NullMarked;
