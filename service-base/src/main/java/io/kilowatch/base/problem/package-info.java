/** Every refusal as RFC 9457 problem details, with the field and the reason. */
@NullMarked
package io.kilowatch.base.problem;

import org.jspecify.annotations.NullMarked;
