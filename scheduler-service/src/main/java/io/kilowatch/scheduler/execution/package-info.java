/** Lets tasks begin, pause, go on and end when their plan says so. */
@NullMarked
package io.kilowatch.scheduler.execution;

import org.jspecify.annotations.NullMarked;
