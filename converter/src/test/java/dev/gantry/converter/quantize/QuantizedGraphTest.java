package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.ChannelRanges;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.LayerFinder;
import dev.gantry.converter.layers.MatrixLayer;
import dev.gantry.converter.layers.WeightedLayer;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights are whole numbers and factors powers of two, so that int8 holds them exactly. */
class QuantizedGraphTest {
  private static final List<Long> SQUARE = List.of(4L, 4L, 1L, 1L);

  private final Random random = new Random(20);

  static Stream<Arguments> producers() {
    return Stream.of(
        Arguments.of("Relu", 1),
        Arguments.of("LeakyRelu", 1),
        Arguments.of("Identity", 1),
        Arguments.of("GlobalAveragePool", 1),
        Arguments.of("AveragePool", 1),
        Arguments.of("MaxPool", 1),
        Arguments.of("Clip", 0),
        Arguments.of("Sigmoid", 0),
        Arguments.of("HardSwish", 0));
  }

  @ParameterizedTest
  @MethodSource("producers")
  void factors_go_into_a_convolution_only_through_what_gives_them_on(String operator, int folded)
      throws Exception {
    SmallGraph graph = start().node("Conv", "a", "x w0 b0");
    switch (operator) {
      case "Clip" -> graph.node("Clip", "c", "a low");
      case "AveragePool", "MaxPool" ->
          graph.node(
              operator,
              "c",
              "a",
              SmallGraph.integers("kernel_shape", 2, 2),
              SmallGraph.integers("pads", 1, 0, 0, 1));
      default -> graph.node(operator, "c", "a");
    }
    graph.weight("low", List.of(), -0.5f).node("Conv", "y", "c w1").outputs("y");
    means(graph.model(), folded);
  }

  @Test
  void any_slope_of_a_prelu_gives_a_factor_on() throws Exception {
    SmallGraph channels = start().node("Conv", "a", "x w0 b0").node("PRelu", "c", "a slope");
    channels.weight("slope", List.of(4L, 1L, 1L), 0.5f, -0.25f, 2, 0);
    means(channels.node("Conv", "y", "c w1").outputs("y").model(), 1);
    SmallGraph one = start().node("Conv", "a", "x w0 b0").node("PRelu", "c", "a slope");
    means(one.weight("slope", List.of(1L), 0.5f).node("Conv", "y", "c w1").outputs("y").model(), 1);
  }

  @Test
  void a_prelu_whose_slope_is_its_own_input_squares_factors_and_keeps_them_out() throws Exception {
    SmallGraph graph = start().node("Conv", "a", "x w0 b0").node("PRelu", "c", "a a");
    means(graph.node("Conv", "y", "c w1").outputs("y").model(), 0);
  }

  @Test
  void a_pool_that_also_says_where_its_numbers_were_stays_as_it_is() throws Exception {
    SmallGraph graph = start().node("Conv", "a", "x w0 b0");
    graph.add(
        Onnx.node("MaxPool", List.of("a"), "c")
            .addOutput("where")
            .addAttribute(SmallGraph.integers("kernel_shape", 2, 2)));
    graph.node("Cast", "z", "where", SmallGraph.integer("to", 1));
    means(graph.node("Conv", "y", "c w1").outputs("y", "z").model(), 0);
  }

  @Test
  void a_tensor_that_others_see_keeps_its_numbers() throws Exception {
    SmallGraph given = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    means(given.node("Conv", "y", "c w1").outputs("y", "c").model(), 0);
    SmallGraph earlier = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    means(earlier.node("Conv", "y", "c w1").outputs("y", "a").model(), 0);
    SmallGraph read = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    means(read.node("Conv", "y", "c w1").node("Exp", "z", "c").outputs("y", "z").model(), 0);
    SmallGraph before = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    means(before.node("Conv", "y", "c w1").node("Tanh", "z", "a").outputs("y", "z").model(), 0);
  }

  @Test
  void layers_that_read_the_same_tensor_share_what_is_written_for_it() throws Exception {
    SmallGraph graph = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    graph.node("Conv", "p", "c w1").node("Conv", "q", "c w2").node("Add", "y", "p q");
    ModelProto made = means(graph.outputs("y").model(), 1);
    assertThat(Graph.of(made).nodes().stream().filter(node -> node.is("QuantizeLinear")))
        .as("of x and of c")
        .hasSize(2);
  }

  @Test
  void convolutions_that_share_a_weight_and_a_bias_each_get_their_own() throws Exception {
    SmallGraph graph = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    means(graph.node("Conv", "d", "c w0 b0").node("Conv", "y", "d w0").outputs("y").model(), 2);
  }

  @Test
  void a_convolution_that_stays_in_float_takes_factors_unless_it_shares_its_weight()
      throws Exception {
    SmallGraph alone = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    means(alone.node("Conv", "y", "c w1").outputs("y").model(), 1, "a");
    SmallGraph weight = start().node("Conv", "a", "x w0 b0").node("Conv", "o", "x w0");
    weight.node("Relu", "c", "a").node("Conv", "y", "c w1").outputs("y", "o");
    means(weight.model(), 0, "a", "o");
    SmallGraph bias = start().node("Conv", "a", "x w0 b0").node("Conv", "o", "x w2 b0");
    bias.node("Relu", "c", "a").node("Conv", "y", "c w1").outputs("y", "o");
    means(bias.model(), 0, "a", "o");
  }

  @Test
  void a_matrix_product_without_a_name_gets_a_bias_of_its_own() throws Exception {
    SmallGraph graph = start().node("Relu", "c", "x");
    graph.add(Onnx.node("MatMul", List.of("c", "m"), "y"));
    ModelProto made = means(graph.outputs("y").model(), 0);
    assertThat(made.getGraph().getNodeList().stream().map(node -> node.getName()))
        .doesNotHaveDuplicates();
  }

  @Test
  void layers_along_different_axes_of_a_tensor_each_have_factors_of_their_own() throws Exception {
    SmallGraph graph = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    graph.node("Conv", "p", "c w1").node("MatMul", "q", "c m").node("Add", "y", "p q");
    ModelProto made = means(graph.outputs("y").model(), 0);
    assertThat(Graph.of(made).readers("c")).as("a factor for each").hasSize(2);
  }

  @Test
  void factors_along_the_last_axis_do_not_go_into_channels() throws Exception {
    SmallGraph graph = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    means(graph.node("MatMul", "y", "c m").outputs("y").model(), 0);
  }

  @Test
  void groups_and_transposed_convolutions_and_gemm_keep_their_meaning() throws Exception {
    SmallGraph groups = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    groups.weight("g", List.of(4L, 2L, 1L, 1L), whole(8));
    groups.weight("d", List.of(4L, 1L, 1L, 1L), whole(4));
    groups.node("Conv", "e", "c g", SmallGraph.integer("group", 2));
    means(groups.node("Conv", "y", "e d", SmallGraph.integer("group", 4)).outputs("y").model(), 2);
    SmallGraph transposed = start().node("Conv", "a", "x w0 b0").node("Relu", "c", "a");
    transposed.weight("t", List.of(4L, 3L, 2L, 2L), whole(48)).weight("tb", List.of(3L), 1, 2, 3);
    transposed.node("ConvTranspose", "y", "c t tb", SmallGraph.integers("strides", 2, 2));
    means(transposed.outputs("y").model(), 1);
    SmallGraph product = start().node("Reshape", "f", "x flat").longs("flat", -1, 4);
    product.node("Gemm", "e", "f k b0", SmallGraph.integer("transB", 1));
    product.weight("k", List.of(4L, 4L), whole(16)).weight("one", List.of(), 3);
    means(product.node("Gemm", "y", "e k one").outputs("y").model(), 0);
  }

  /** An input of [2, 4, 4, 4], weights w0, w1, w2 of 1 × 1 and a matrix m, all of four channels. */
  private SmallGraph start() {
    SmallGraph graph = new SmallGraph().input("x", 2, 4, 4, 4);
    for (int weight = 0; weight < 3; weight++) {
      graph.weight("w" + weight, SQUARE, whole(16));
    }
    return graph.weight("m", List.of(4L, 4L), whole(16)).weight("b0", List.of(4L), 1, -2, 0, 4);
  }

  /** Moving them about loses no bit. */
  private float[] sixteenths() {
    float[] values = new float[128];
    for (int index = 0; index < values.length; index++) {
      values[index] = (random.nextInt(129) - 64) / 16f;
    }
    return values;
  }

  private float[] whole(int count) {
    float[] values = new float[count];
    for (int index = 0; index < count; index++) {
      values[index] = random.nextInt(7) - 3;
    }
    return values;
  }

  private ModelProto means(ModelProto model, int folded, String... inFloat) throws Exception {
    ModelProto made = model;
    for (boolean offsets : new boolean[] {false, true}) {
      Tensor sample = Tensor.ofFloats("x", List.of(2L, 4L, 4L, 4L), sixteenths());
      ObservedTensor facts = ObservedTensor.of(model, SampleFeed.of(List.of(List.of(sample))));
      Graph graph = Graph.of(model);
      QdqWriter writer = new QdqWriter(graph);
      Map<ChannelRanges.Place, InputScale> scales = new HashMap<>();
      for (WeightedLayer found : LayerFinder.of(graph, facts, any -> Optional.empty()).found()) {
        MatrixLayer layer = MatrixLayer.of(found, facts);
        if (!List.of(inFloat).contains(layer.node().output())) {
          boolean moves =
              offsets && layer.rows().isWhole(facts.of(layer.input()).orElseThrow().shape());
          InputScale scale =
              scales.computeIfAbsent(
                  layer.place(), place -> scale(layer.form().inputChannels(), moves));
          GraphNode node = graph.producer(layer.node().output()).orElseThrow();
          int rank = facts.of(layer.input()).orElseThrow().shape().size();
          writer.write(exact(layer, scale).at(node), rank);
        }
      }
      int gone = new ScaleFolding(graph).fold(writer.factors());
      if (!offsets) {
        assertThat(gone).as("nodes folded").isEqualTo(folded);
        made = graph.model();
      }
      assertThat(new QdqRules(graph).problems()).isEmpty();
      List<Tensor> expected = SmallGraph.run(model, List.of(sample));
      ModelProto smooth = SmallGraph.withoutRounding(graph.model());
      assertThat(SmallGraph.decibel(expected, SmallGraph.run(smooth, List.of(sample))))
          .as("offsets %s", offsets)
          .isGreaterThan(120);
      SmallGraph.run(graph.model(), List.of(sample))
          .forEach(
              output -> {
                for (float value : output.floats()) {
                  assertThat(value).isFinite();
                }
              });
    }
    return made;
  }

  private InputScale scale(int channels, boolean moves) {
    float[] offsets = new float[channels];
    float[] factors = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      offsets[channel] = moves ? random.nextInt(9) - 4 : 0;
      factors[channel] = channel == 0 ? 2 : (float) Math.pow(2, random.nextInt(4) - 1);
    }
    return new InputScale(offsets, factors, 0.25f);
  }

  /** A step so fine that every moved weight is a whole number of it. */
  private static QuantizedLayer exact(MatrixLayer layer, InputScale scale) {
    MatrixLayer.Form form = layer.form();
    float[] matrix = layer.matrix();
    float[] bias = layer.bias();
    byte[] weight = new byte[matrix.length];
    float[] steps = new float[form.scales()];
    Arrays.fill(steps, 0.5f);
    for (int index = 0; index < matrix.length; index++) {
      int group = index / form.depth() / form.outputs();
      int channel = form.inputChannel(group, index % form.depth());
      float moved = matrix[index] * scale.factor(channel) / 0.5f;
      weight[index] = (byte) moved;
      assertThat((float) weight[index]).isEqualTo(moved);
      int row = index / form.depth() % form.outputs();
      bias[form.outputChannel(group, row)] += matrix[index] * scale.offset(channel);
    }
    return new QuantizedLayer(layer, scale, weight, steps, bias);
  }
}
