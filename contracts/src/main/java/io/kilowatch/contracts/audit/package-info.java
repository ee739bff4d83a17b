/** Who changed what, as every service reports it to the registry. */
@NullMarked
package io.kilowatch.contracts.audit;

import org.jspecify.annotations.NullMarked;
