/**
 * From runs of readings to confirmed broker messages.
 *
 * <p>Loss policy: a request is answered with success only when the broker has confirmed every
 * message that carries one of its readings. A negative or missing confirm, a returned message or a
 * broken connection means "outcome unknown": nothing is retried here, because the client still has
 * the readings and sending them again is safe. Nothing is kept for a request that was refused.
 */
@NullMarked
package io.kilowatch.ingestion.batch;

import org.jspecify.annotations.NullMarked;
