/** The door: sign-in, renewal, sign-out, and what slows down guessing. */
@NullMarked
package io.kilowatch.registry.signin;

import org.jspecify.annotations.NullMarked;
