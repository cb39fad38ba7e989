package dev.gantry.converter.compare;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Two outputs of 3 × 720 × 1280 floats compared, with the compiler set as {@code ./gantry run} and
 * {@code judge} set it. Beside it: the same sums value by value, and a plain read of both. 22.1 MB
 * are read each time: divided by the time, that is the throughput.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "-XX:+UseSerialGC",
      "-XX:Tier4InvocationThreshold=100000",
      "-XX:Tier4MinInvocationThreshold=20000",
      "-XX:Tier4CompileThreshold=200000",
      "-XX:Tier4BackEdgeThreshold=1000000",
      "-XX:CompileCommand=quiet",
      "-XX:CompileCommand=CompileThresholdScaling,dev.gantry.dossier.tensor.PairSums::addBlock,0.001"
    })
public class ComparisonBenchmark {
  private static final List<Long> SHAPE = List.of(3L, 720L, 1280L);

  private Tensor reference = Tensor.ofFloats("out", List.of(0L));
  private Tensor other = reference;

  @Setup
  public void prepare() {
    Random random = new Random(720);
    float[] wanted = new float[3 * 720 * 1280];
    float[] given = new float[wanted.length];
    for (int index = 0; index < wanted.length; index++) {
      wanted[index] = (float) random.nextGaussian();
      given[index] = wanted[index] + 0.001f * (float) random.nextGaussian();
    }
    reference = Tensor.ofFloats("out", SHAPE, wanted);
    other = Tensor.ofFloats("out", SHAPE, given);
  }

  @Benchmark
  public TensorComparison compared() {
    return TensorComparison.of(reference, other);
  }

  /** The same sums as they were made before, by the first compiler alone, as Java was started. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
  public double asBefore() {
    return valueByValue();
  }

  @Benchmark
  public double valueByValue() {
    FloatBuffer wanted = reference.data().asFloatBuffer();
    FloatBuffer given = other.data().asFloatBuffer();
    Sums sums = new Sums();
    for (int index = 0; index < wanted.limit(); index++) {
      sums.add(wanted.get(index), given.get(index));
    }
    return sums.errorPower + sums.dot + sums.maxAbs;
  }

  @Benchmark
  public float plainRead() {
    FloatBuffer wanted = reference.data().asFloatBuffer();
    FloatBuffer given = other.data().asFloatBuffer();
    float sum = 0;
    for (int index = 0; index < wanted.limit(); index++) {
      sum += wanted.get(index) + given.get(index);
    }
    return sum;
  }

  private static final class Sums {
    private long compared;
    private long skipped;
    private double referencePower;
    private double otherPower;
    private double dot;
    private double errorPower;
    private double maxAbs;

    void add(float reference, float engine) {
      if (!Float.isFinite(reference) || !Float.isFinite(engine)) {
        skipped++;
        return;
      }
      double wanted = reference;
      double given = engine;
      double error = wanted - given;
      compared++;
      referencePower += wanted * wanted;
      otherPower += given * given;
      dot += wanted * given;
      errorPower += error * error;
      maxAbs = Math.max(maxAbs, Math.abs(error));
    }
  }
}
