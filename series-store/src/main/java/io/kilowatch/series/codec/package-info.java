/** The binary form of a segment, laid out byte by byte in the module's README. */
@NullMarked
package io.kilowatch.series.codec;

import org.jspecify.annotations.NullMarked;
