/** What crosses a seam between two processes of the platform, and nothing else. */
@NullMarked
package io.kilowatch.contracts;

import org.jspecify.annotations.NullMarked;
