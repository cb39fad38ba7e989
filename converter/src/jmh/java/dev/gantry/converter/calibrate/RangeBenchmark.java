package dev.gantry.converter.calibrate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Counting the values of one tensor of a million, half of them zero as behind a Relu, and choosing
 * its range. The floor is a plain look at each value in the same native memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RangeBenchmark {
  private static final int VALUES = 1 << 20;

  @Param({"max", "percentile", "mse", "entropy"})
  public String method = "max";

  private final FloatBuffer values =
      ByteBuffer.allocateDirect(VALUES * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
  private Histogram seen = Histogram.empty();
  private RangeMethod chosen = RangeMethod.parse("max");

  @Setup
  public void prepare() {
    Random random = new Random(1);
    for (int index = 0; index < VALUES; index++) {
      values.put(index, (float) Math.max(0, random.nextGaussian() * 3));
    }
    chosen = RangeMethod.parse(method);
    seen = filled();
  }

  private Histogram filled() {
    Histogram histogram = chosen.needsBins() ? Histogram.empty() : Histogram.ofExtremes();
    histogram.add(values);
    return histogram;
  }

  @Benchmark
  public Histogram fill() {
    return filled();
  }

  @Benchmark
  public float floor() {
    float sum = 0;
    for (int index = 0; index < VALUES; index++) {
      sum += values.get(index);
    }
    return sum;
  }

  @Benchmark
  public float symmetric() {
    return chosen.symmetric(seen);
  }

  @Benchmark
  public TensorBounds asymmetric() {
    return chosen.asymmetric(seen);
  }
}
