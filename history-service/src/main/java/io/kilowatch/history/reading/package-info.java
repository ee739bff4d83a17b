/** Raw readings, as pages and as a stream of CSV. */
@NullMarked
package io.kilowatch.history.reading;

import org.jspecify.annotations.NullMarked;
