/**
 * The input API of emoncms, for loggers that speak it (https://docs.openenergymonitor.org, "Input
 * API").
 *
 * <p>A node is a server's id or name, an input's name is a metric. What emoncms would drop without
 * a word is refused with a reason here.
 */
@NullMarked
package io.kilowatch.ingestion.emoncms;

import org.jspecify.annotations.NullMarked;
