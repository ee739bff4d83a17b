/** What every service on MongoDB says while that is away. */
@NullMarked
package io.kilowatch.base.documents;

import org.jspecify.annotations.NullMarked;
