/** Messages that can never be stored, kept where an administrator can see and replay them. */
@NullMarked
package io.kilowatch.series.deadletter;

import org.jspecify.annotations.NullMarked;
