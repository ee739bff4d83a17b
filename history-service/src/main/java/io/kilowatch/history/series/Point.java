package io.kilowatch.history.series;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One interval of a series, written as an array of four numbers.
 *
 * @param epochMillis where the interval starts, but not before the range does
 * @param mean of its readings, each weighing the same
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"epochMillis", "min", "mean", "max"})
record Point(long epochMillis, double min, double mean, double max) {}
