/** Sign-in sessions, which outlive tokens and can be revoked. */
@NullMarked
package io.kilowatch.registry.session;

import org.jspecify.annotations.NullMarked;
