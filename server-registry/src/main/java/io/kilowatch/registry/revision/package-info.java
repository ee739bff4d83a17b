/** Numbers and ids that all replicas agree on. */
@NullMarked
package io.kilowatch.registry.revision;

import org.jspecify.annotations.NullMarked;
