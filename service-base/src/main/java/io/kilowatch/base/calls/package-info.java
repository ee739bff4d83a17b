/** How services call each other. */
@NullMarked
package io.kilowatch.base.calls;

import org.jspecify.annotations.NullMarked;
