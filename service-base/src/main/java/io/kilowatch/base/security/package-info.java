/** Who may call: tokens of people and services, checked by each service alone, and CSRF. */
@NullMarked
package io.kilowatch.base.security;

import org.jspecify.annotations.NullMarked;
