/** What history tells other services of stored readings. */
@NullMarked
package io.kilowatch.contracts.history;

import org.jspecify.annotations.NullMarked;
