/** Servers: registering, editing, retiring, importing. */
@NullMarked
package io.kilowatch.registry.server;

import org.jspecify.annotations.NullMarked;
