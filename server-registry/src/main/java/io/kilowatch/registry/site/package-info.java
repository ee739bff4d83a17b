/** Sites: where servers stand, and what their electricity emits and costs. */
@NullMarked
package io.kilowatch.registry.site;

import org.jspecify.annotations.NullMarked;
