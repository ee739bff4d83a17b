/** People: their accounts, passwords and roles. */
@NullMarked
package io.kilowatch.registry.account;

import org.jspecify.annotations.NullMarked;
