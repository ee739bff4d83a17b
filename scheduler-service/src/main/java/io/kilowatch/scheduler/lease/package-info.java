/** Which of the replicas plans and runs tasks: one at a time. */
@NullMarked
package io.kilowatch.scheduler.lease;

import org.jspecify.annotations.NullMarked;
