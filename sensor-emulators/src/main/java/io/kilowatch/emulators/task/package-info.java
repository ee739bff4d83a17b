/** The load of tasks that the scheduler runs, on top of what a server does by itself. */
@NullMarked
package io.kilowatch.emulators.task;

import org.jspecify.annotations.NullMarked;
