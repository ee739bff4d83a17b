/** What the scheduler's planner emits on instances of tasks, beside simple policies and a bound. */
@NullMarked
package io.kilowatch.benchmarks.scheduler;

import org.jspecify.annotations.NullMarked;
