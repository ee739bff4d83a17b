/** How a server's sensors are doing. */
@NullMarked
package io.kilowatch.history.status;

import org.jspecify.annotations.NullMarked;
