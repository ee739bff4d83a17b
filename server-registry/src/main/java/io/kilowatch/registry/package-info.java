/**
 * The registry: who may use the platform, and which sites, servers and sensors it has. Changes come
 * in over HTTP, are kept in MongoDB, written to the audit log and then told to the other services,
 * which can also ask for all of them.
 */
@NullMarked
package io.kilowatch.registry;

import org.jspecify.annotations.NullMarked;
