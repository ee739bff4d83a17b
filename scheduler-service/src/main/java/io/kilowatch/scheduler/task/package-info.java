/** Tasks: what people ask for, what becomes of it, and how it is kept. */
@NullMarked
package io.kilowatch.scheduler.task;

import org.jspecify.annotations.NullMarked;
