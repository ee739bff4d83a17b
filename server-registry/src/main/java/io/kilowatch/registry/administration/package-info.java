/**
 * What those who look after the platform see: keys and changes, with the names of what they are
 * about.
 */
@NullMarked
package io.kilowatch.registry.administration;

import org.jspecify.annotations.NullMarked;
