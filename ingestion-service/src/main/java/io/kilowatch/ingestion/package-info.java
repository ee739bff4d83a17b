/**
 * Readings come in over HTTP and go out to the broker in batches.
 *
 * <p>A request is answered with success once the broker has confirmed every reading it accepted.
 * Whatever else happens, the client is told whether to send again, and sending again is always
 * safe.
 */
@NullMarked
package io.kilowatch.ingestion;

import org.jspecify.annotations.NullMarked;
