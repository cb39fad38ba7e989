package dev.gantry.converter.quantize;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.layers.ChannelRanges;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.LayerFinder;
import dev.gantry.converter.layers.MatrixAlgebra;
import dev.gantry.converter.layers.MatrixLayer;
import dev.gantry.converter.layers.StepModel;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One layer on its way to int8: a 3 x 3 convolution of 64 to 64 channels on 56 x 56, whose channels
 * reach from 1 to 64, with 8 samples. The floor is that layer run in float on the same samples.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MatrixLayerBenchmark {
  private static final int CHANNELS = 64;
  private static final int SIDE = 56;
  private static final int SAMPLES = 8;

  private final Random random = new Random(1);
  private final List<List<Tensor>> samples = new ArrayList<>();
  private Bench bench;

  /** What is at hand when the walk through a model comes to the layer. */
  private record Bench(
      LoadedEngine engine,
      MatrixAlgebra algebra,
      ExactAndRoughRun twin,
      List<LayerInputs> few,
      InputFacts facts,
      LayerInputs many,
      InputScale scale,
      double[] weights,
      double[] squares,
      double[] steps) {}

  @Setup
  public void prepare() throws Exception {
    for (int sample = 0; sample < SAMPLES; sample++) {
      samples.add(List.of(input()));
    }
    Graph graph = graph();
    OnnxMl.ModelProto model = graph.model();
    ObservedTensor facts = ObservedTensor.of(model, SampleFeed.of(List.of(samples.get(0))));
    GraphNode node = graph.nodes().get(0);
    MatrixLayer layer = MatrixLayer.of(LayerFinder.layer(graph, facts, node).orElseThrow(), facts);
    MatrixAlgebra algebra = MatrixAlgebra.start(InferenceLimit.usual("m.onnx"));
    ExactAndRoughRun twin =
        ExactAndRoughRun.of(graph, List.of(layer.node()), SampleFeed.of(samples));
    InputFacts known = known(model, layer, facts, twin);
    LayerInputs many = LayerInputs.many(layer, twin, random);
    List<LayerInputs> few = List.of(LayerInputs.few(layer, twin, random));
    InputScale scale = new MigrationSearch(algebra).find(few, known);
    float[] moved = MovedWeights.of(layer, scale);
    MatrixLayer.Form form = layer.form();
    double[] squares =
        algebra.moments(form, many.exact(scale), many.rough(scale), moved).squares(0);
    double[] weights = new double[moved.length];
    for (int index = 0; index < moved.length; index++) {
      weights[index] = moved[index];
    }
    double[] steps = new double[form.outputs()];
    for (int row = 0; row < steps.length; row++) {
      steps[row] =
          new WeightRounding(form.depth(), steps.length).step(weights, squares, row, row + 1);
    }
    LoadedEngine engine =
        LoadedEngine.asBuilt(model.toByteArray(), 1, InferenceLimit.usual("m.onnx"));
    bench = new Bench(engine, algebra, twin, few, known, many, scale, weights, squares, steps);
  }

  private InputFacts known(
      OnnxMl.ModelProto model, MatrixLayer layer, ObservedTensor facts, ExactAndRoughRun twin)
      throws Exception {
    ChannelRanges.Place place = layer.place();
    ChannelRanges ranges =
        ChannelRanges.of(
            model,
            java.util.Map.of(place, facts.of(layer.input()).orElseThrow()),
            SampleFeed.of(samples));
    ChannelValues values = ChannelValues.of(twin, place, random);
    return new InputFacts(values, ranges.lows(place), ranges.tops(place), false, true, 1);
  }

  private Tensor input() {
    TensorSpec spec =
        new TensorSpec(
            "x", ElementType.FLOAT32, List.of(1L, (long) CHANNELS, (long) SIDE, (long) SIDE));
    ByteBuffer data =
        ByteBuffer.allocate(CHANNELS * SIDE * SIDE * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int at = 0; at < SIDE * SIDE; at++) {
        data.putFloat((float) Math.max(0, random.nextGaussian() * (1 + channel)));
      }
    }
    return new Tensor(spec, data.flip());
  }

  private Graph graph() {
    OnnxMl.ModelProto.Builder shell = OnnxMl.ModelProto.newBuilder().setIrVersion(8);
    shell.addOpsetImportBuilder().setVersion(17);
    Graph graph = StepModel.empty(shell);
    float[] weight = new float[CHANNELS * CHANNELS * 9];
    for (int index = 0; index < weight.length; index++) {
      weight[index] = (float) random.nextGaussian() / 24;
    }
    graph.put(WeightNumbers.tensor("w", List.of((long) CHANNELS, (long) CHANNELS, 3L, 3L), weight));
    graph.put(WeightNumbers.tensor("b", List.of((long) CHANNELS), new float[CHANNELS]));
    graph.add(NewNode.of("Conv", "y", "x", "w", "b").with("pads", List.of(1L, 1L, 1L, 1L)).build());
    StepModel.input(graph, new TensorSpec("x", ElementType.FLOAT32, List.of()));
    StepModel.output(graph, "y");
    return graph;
  }

  /** The ranges of its channels evened out, as far as it helps. */
  @Benchmark
  public Object equalise() throws OrtException {
    return new MigrationSearch(bench.algebra()).find(bench.few(), bench.facts());
  }

  /** Weight, steps and bias once that is settled. */
  @Benchmark
  public Object solve() throws OrtException {
    return new LayerSolver(bench.algebra()).solve(bench.many(), bench.scale());
  }

  /** Within that, the rounding that lets errors cancel. */
  @Benchmark
  public byte[] round() {
    return new WeightRounding(CHANNELS * 9, CHANNELS)
        .round(bench.weights(), bench.squares(), bench.steps());
  }

  /** What rounding without a look at the inputs would take. */
  @Benchmark
  public byte[] roundToNearest() {
    return new WeightRounding(CHANNELS * 9, CHANNELS).nearest(bench.weights(), bench.steps());
  }

  @Benchmark
  public Object floor() throws OrtException {
    Object last = samples;
    for (List<Tensor> sample : samples) {
      last = bench.engine().run(sample);
    }
    return last;
  }

  @TearDown
  public void close() throws OrtException, IOException {
    bench.engine().close();
    bench.twin().close();
    bench.algebra().close();
  }
}
