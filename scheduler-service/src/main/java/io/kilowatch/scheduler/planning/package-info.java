/**
 * All tasks and the planner in the memory of the replica that plans, kept in step with the store.
 */
@NullMarked
package io.kilowatch.scheduler.planning;

import org.jspecify.annotations.NullMarked;
