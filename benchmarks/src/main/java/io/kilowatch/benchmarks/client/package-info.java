/** The platform as its users' scripts see it. */
@NullMarked
package io.kilowatch.benchmarks.client;

import org.jspecify.annotations.NullMarked;
