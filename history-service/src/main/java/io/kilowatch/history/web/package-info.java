/** What every question shares: its server, its metric, and how answers are written. */
@NullMarked
package io.kilowatch.history.web;

import org.jspecify.annotations.NullMarked;
