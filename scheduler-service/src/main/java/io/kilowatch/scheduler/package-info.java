/**
 * Tasks: people submit them, one replica at a time plans all of them so that they emit least and
 * end by their deadlines, and each runs at its time. A task is in MongoDB before its sender hears
 * that it was taken, so a restart loses none, and its receipt tells what it emitted and saved.
 */
@NullMarked
package io.kilowatch.scheduler;

import org.jspecify.annotations.NullMarked;
