/** What the store and the brokers take by themselves, without the pipeline around them. */
@NullMarked
package io.kilowatch.benchmarks.limits;

import org.jspecify.annotations.NullMarked;
