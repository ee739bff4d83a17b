/** What the scheduler tells other services of the tasks that run. */
@NullMarked
package io.kilowatch.contracts.task;

import org.jspecify.annotations.NullMarked;
