package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.MatrixAlgebra;
import dev.gantry.converter.layers.MatrixLayer;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MigrationSearchTest {
  private static final int CASES = 60;

  @Test
  void no_way_is_taken_whose_error_is_larger_than_the_plain_ways() throws Exception {
    int moved = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      Random random = new Random(seed);
      Try one = Try.of(random);
      try (MatrixAlgebra algebra = MatrixAlgebra.start(InferenceLimit.usual("m.onnx"));
          ExactAndRoughRun twin =
              ExactAndRoughRun.of(one.graph, one.graph.ordered(), one.samples)) {
        InputScale found = one.find(algebra, twin);
        InputScale plain = InputScale.plain(one.tops.length, one.top());
        double before = one.error(algebra, twin, plain);
        double after = one.error(algebra, twin, found);
        assertThat(after)
            .as("seed %d: %s against %s", seed, found, plain)
            .isLessThanOrEqualTo(before);
        moved += found.isPlain() ? 0 : 1;
      }
    }
    assertThat(moved).as("searches that move something").isBetween(CASES / 4, CASES);
  }

  /** A convolution of one side over channels of unlike sizes. */
  private static final class Try {
    private final Graph graph;
    private final MatrixLayer layer;
    private final SampleFeed samples;
    private final float[] lows;
    private final float[] tops;
    private final boolean foldable;

    private Try(
        Graph graph,
        MatrixLayer layer,
        SampleFeed samples,
        float[] lows,
        float[] tops,
        boolean foldable) {
      this.graph = graph;
      this.layer = layer;
      this.samples = samples;
      this.lows = lows;
      this.tops = tops;
      this.foldable = foldable;
    }

    static Try of(Random random) throws Exception {
      int channels = 2 + random.nextInt(6);
      float[] sizes = new float[channels];
      float[] middles = new float[channels];
      for (int channel = 0; channel < channels; channel++) {
        sizes[channel] = (float) Math.exp(random.nextGaussian() * 2);
        middles[channel] = random.nextBoolean() ? 0 : (float) random.nextGaussian() * 3;
      }
      List<List<Tensor>> fed = new ArrayList<>();
      float[] lows = new float[channels];
      float[] tops = new float[channels];
      Arrays.fill(lows, Float.POSITIVE_INFINITY);
      Arrays.fill(tops, Float.NEGATIVE_INFINITY);
      for (int sample = 0; sample < 4; sample++) {
        float[] values = new float[channels * 64];
        for (int index = 0; index < values.length; index++) {
          int channel = index / 64;
          values[index] = middles[channel] + sizes[channel] * (float) random.nextGaussian();
          lows[channel] = Math.min(lows[channel], values[index]);
          tops[channel] = Math.max(tops[channel], values[index]);
        }
        fed.add(List.of(Tensor.ofFloats("x", List.of(1L, (long) channels, 8L, 8L), values)));
      }
      List<Long> shape = List.of(3L, (long) channels, 1L, 1L);
      ModelProto model =
          new SmallGraph()
              .input("x", 1, channels, 8, 8)
              .outputs("y")
              .weight("w", shape, SmallGraph.numbers(random, shape))
              .node("Conv", "y", "x w")
              .model();
      MatrixLayer layer = SmallGraph.layer(model, fed.get(0));
      Graph graph = Graph.of(model);
      return new Try(graph, layer, SampleFeed.of(fed), lows, tops, random.nextBoolean());
    }

    float top() {
      float top = 0;
      for (int channel = 0; channel < tops.length; channel++) {
        top = Math.max(top, Math.max(tops[channel], -lows[channel]));
      }
      return top;
    }

    private LayerInputs inputs(ExactAndRoughRun twin) {
      return LayerInputs.few(layer, twin, new Random(1));
    }

    InputScale find(MatrixAlgebra algebra, ExactAndRoughRun twin) throws Exception {
      ChannelValues values = ChannelValues.of(twin, layer.place(), new Random(2));
      InputFacts facts = new InputFacts(values, lows, tops, true, foldable, 0.8);
      return new MigrationSearch(algebra).find(List.of(inputs(twin)), facts);
    }

    /** What the search goes by, worked out again without it. */
    double error(MatrixAlgebra algebra, ExactAndRoughRun twin, InputScale scale) throws Exception {
      LayerInputs inputs = inputs(twin);
      float[] moved = MovedWeights.of(layer, scale);
      float[] rounded = MovedWeights.rounded(moved, layer.form());
      return algebra.noise(inputs.exact(scale), inputs.rough(scale), moved, rounded)
          / algebra.noise(inputs.exact(scale), inputs.exact(scale), moved, new float[moved.length]);
    }
  }
}
