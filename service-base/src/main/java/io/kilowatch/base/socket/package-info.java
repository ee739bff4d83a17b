/**
 * STOMP over web sockets: who may open one, how long it stays open, and how little a slow one
 * costs.
 */
@NullMarked
package io.kilowatch.base.socket;

import org.jspecify.annotations.NullMarked;
