/**
 * Replicas of this service: who is alive, who reads for which server, and what they tell each
 * other.
 */
@NullMarked
package io.kilowatch.emulators.replica;

import org.jspecify.annotations.NullMarked;
