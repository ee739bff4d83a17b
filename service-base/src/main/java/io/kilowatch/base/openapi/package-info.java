/** The OpenAPI document of a service. */
@NullMarked
package io.kilowatch.base.openapi;

import org.jspecify.annotations.NullMarked;
