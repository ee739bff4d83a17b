/** What runs, and what passes between it. */
@NullMarked
package io.kilowatch.registry.topology;

import org.jspecify.annotations.NullMarked;
