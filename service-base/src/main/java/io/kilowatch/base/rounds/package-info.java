/** Work that goes on beside requests. */
@NullMarked
package io.kilowatch.base.rounds;

import org.jspecify.annotations.NullMarked;
