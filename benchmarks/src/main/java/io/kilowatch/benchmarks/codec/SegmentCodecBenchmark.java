package io.kilowatch.benchmarks.codec;

import io.kilowatch.series.Readings;
import io.kilowatch.series.codec.SegmentCodec;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Readings encoded and decoded in a second, by one thread, an hour's segment at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Sensor.COUNT)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SegmentCodecBenchmark {
  @Param public Sensor sensor = Sensor.CONSTANT;

  private Readings readings = Readings.EMPTY;
  private byte[] payload = {};

  /** Prints how small segments are, then runs. */
  public static void main(String[] args) throws RunnerException {
    for (Sensor sensor : Sensor.values()) {
      int bytes = SegmentCodec.encode(sensor.hour(new Random(42))).length;
      System.out.printf(
          "%-20s %6d bytes an hour, %.3f a reading%n",
          sensor, bytes, (double) bytes / Sensor.COUNT);
    }
    new Runner(new OptionsBuilder().include(SegmentCodecBenchmark.class.getSimpleName()).build())
        .run();
  }

  @Setup
  public void measureAnHour() {
    readings = sensor.hour(new Random(42));
    payload = SegmentCodec.encode(readings);
  }

  @Benchmark
  public byte[] encode() {
    return SegmentCodec.encode(readings);
  }

  @Benchmark
  public Readings decode() {
    return SegmentCodec.decode(payload);
  }
}
