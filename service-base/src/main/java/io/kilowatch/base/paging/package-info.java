/** Pages of lists: limit, opaque cursor, answer. */
@NullMarked
package io.kilowatch.base.paging;

import org.jspecify.annotations.NullMarked;
