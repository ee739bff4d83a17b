/** What the other services hold in memory: numbered changes, asked for by number. */
@NullMarked
package io.kilowatch.registry.directory;

import org.jspecify.annotations.NullMarked;
