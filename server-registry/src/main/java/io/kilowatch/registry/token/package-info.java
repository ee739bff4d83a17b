/** Tokens of people and the keys that sign them, shared by all replicas. */
@NullMarked
package io.kilowatch.registry.token;

import org.jspecify.annotations.NullMarked;
