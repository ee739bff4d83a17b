/**
 * The local platform's AMQP 0-9-1 broker: Apache Qpid Broker-J with a durable store, in a process
 * of its own.
 */
@NullMarked
package io.kilowatch.local.broker;

import org.jspecify.annotations.NullMarked;
