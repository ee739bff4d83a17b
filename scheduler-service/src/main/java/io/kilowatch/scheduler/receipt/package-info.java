/** What tasks have emitted, by the readings of their servers, and what that saved. */
@NullMarked
package io.kilowatch.scheduler.receipt;

import org.jspecify.annotations.NullMarked;
