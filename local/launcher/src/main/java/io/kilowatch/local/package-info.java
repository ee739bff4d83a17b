/**
 * The servers Kilowatch stands on and the platform itself, as child processes on this machine.
 *
 * <p>Tests take {@link io.kilowatch.local.CassandraNode}, {@link
 * io.kilowatch.local.EmbeddedBroker}, {@link io.kilowatch.local.RabbitNode} and {@link
 * io.kilowatch.local.DocumentStore}; {@code make up} runs {@code io.kilowatch.local.Platform}. A
 * child never outlives the JVM that started it, however that ends.
 */
@NullMarked
package io.kilowatch.local;

import org.jspecify.annotations.NullMarked;
