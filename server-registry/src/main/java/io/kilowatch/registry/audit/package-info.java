/** Who changed what, and when, in all services. */
@NullMarked
package io.kilowatch.registry.audit;

import org.jspecify.annotations.NullMarked;
