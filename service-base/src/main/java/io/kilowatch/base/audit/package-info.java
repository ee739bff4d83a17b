/** Reports changes to the registry's audit log. */
@NullMarked
package io.kilowatch.base.audit;

import org.jspecify.annotations.NullMarked;
