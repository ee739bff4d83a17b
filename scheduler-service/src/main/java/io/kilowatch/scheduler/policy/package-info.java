/** What tasks would have emitted under other policies. */
@NullMarked
package io.kilowatch.scheduler.policy;

import org.jspecify.annotations.NullMarked;
