/**
 * What the registry tells the other services: servers, sites, ingest keys, and each change of them.
 */
@NullMarked
package io.kilowatch.contracts.registry;

import org.jspecify.annotations.NullMarked;
