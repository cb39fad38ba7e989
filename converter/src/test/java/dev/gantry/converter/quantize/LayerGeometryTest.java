package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.layers.InputRows;
import dev.gantry.converter.layers.LayerFinder;
import dev.gantry.converter.layers.MatrixLayer;
import dev.gantry.dossier.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayerGeometryTest {
  private static final int CASES = 250;

  @Test
  void rows_of_a_convolution_times_its_matrix_are_what_the_runtime_gives() throws Exception {
    int whole = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      Case one = convolution(new Random(seed));
      one.rowsGiveTheOutput("seed " + seed);
      whole += one.wholeIsWhereAShiftComesBackAsABias("seed " + seed) ? 1 : 0;
    }
    assertThat(whole).as("both kinds are among them").isBetween(CASES / 10, CASES * 9 / 10);
  }

  @Test
  void rows_of_a_transposed_convolution_spread_over_the_output_are_what_the_runtime_gives()
      throws Exception {
    for (long seed = 1; seed <= CASES; seed++) {
      transposed(new Random(seed), "seed " + seed);
    }
  }

  @Test
  void rows_of_a_product_times_its_matrix_are_what_the_runtime_gives() throws Exception {
    for (long seed = 1; seed <= CASES; seed++) {
      Case one = product(new Random(seed));
      one.rowsGiveTheOutput("seed " + seed);
      one.wholeIsWhereAShiftComesBackAsABias("seed " + seed);
    }
  }

  @Test
  void a_bias_that_is_one_number_a_row_is_no_bias_of_channels() throws Exception {
    Random random = new Random(5);
    for (List<Long> shape : List.of(List.of(3L, 1L), List.of(3L, 3L))) {
      SmallGraph graph = new SmallGraph().input("x", 3, 4).outputs("y");
      graph.weight("w", List.of(4L, 3L), SmallGraph.numbers(random, List.of(4L, 3L)));
      graph.weight("b", shape, SmallGraph.numbers(random, shape)).node("Gemm", "y", "x w b");
      LayerFinder layers =
          SmallGraph.layers(graph.model(), List.of(SmallGraph.random("x", random, 3, 4)));
      assertThat(layers.found()).as("bias %s", shape).isEmpty();
      assertThat(layers.left())
          .extracting(LayerFinder.Left::reason)
          .containsExactly("its bias is not one number an output channel");
    }
  }

  private static Case convolution(Random random) throws Exception {
    int sides = 1 + random.nextInt(3);
    int groups = 1 + random.nextInt(3);
    boolean depthwise = random.nextInt(3) == 0;
    long channels = depthwise ? 1 : 1 + random.nextInt(3);
    long outputs = 1L + random.nextInt(3);
    List<Long> weight = new ArrayList<>(List.of(groups * outputs, channels));
    List<Long> input = new ArrayList<>(List.of(1L + random.nextInt(3), groups * channels));
    long[] strides = new long[sides];
    long[] dilations = new long[sides];
    long[] pads = new long[2 * sides];
    String auto = List.of("NOTSET", "", "VALID", "SAME_UPPER", "SAME_LOWER").get(random.nextInt(5));
    for (int side = 0; side < sides; side++) {
      weight.add(1L + random.nextInt(3));
      strides[side] = 1L + random.nextInt(3);
      // The runtime knows no dilation together with these.
      dilations[side] = auto.startsWith("SAME") ? 1 : 1 + random.nextInt(2);
      input.add(5L + random.nextInt(5));
      pads[side] = random.nextInt(3) == 0 ? random.nextInt(3) : 0;
      pads[side + sides] = random.nextInt(3) == 0 ? random.nextInt(3) : 0;
    }
    List<AttributeProto> attributes =
        new ArrayList<>(
            List.of(
                SmallGraph.integer("group", groups),
                SmallGraph.integers("strides", strides),
                SmallGraph.integers("dilations", dilations)));
    if (auto.isEmpty() || auto.equals("NOTSET")) {
      attributes.add(SmallGraph.integers("pads", pads));
    }
    if (!auto.isEmpty()) {
      attributes.add(SmallGraph.text("auto_pad", auto));
    }
    boolean bias = random.nextBoolean();
    return Case.of("Conv", input, weight, bias ? groups * outputs : 0, attributes, random);
  }

  private static Case product(Random random) throws Exception {
    long depth = 1L + random.nextInt(5);
    long outputs = 2L + random.nextInt(4);
    if (random.nextBoolean()) {
      boolean turned = random.nextBoolean();
      List<Long> weight = turned ? List.of(outputs, depth) : List.of(depth, outputs);
      List<AttributeProto> attributes =
          List.of(SmallGraph.integer("transB", turned ? 1 : 0), SmallGraph.integer("transA", 0));
      long bias = List.of(0L, 1L, outputs).get(random.nextInt(3));
      return Case.of(
          "Gemm", List.of(1L + random.nextInt(3), depth), weight, bias, attributes, random);
    }
    List<Long> input = new ArrayList<>();
    for (int side = 0; side < 1 + random.nextInt(3); side++) {
      input.add(2L + random.nextInt(3));
    }
    input.add(depth);
    return Case.of("MatMul", input, List.of(depth, outputs), 0, List.of(), random);
  }

  /** A layer, its input, and what the runtime makes of it. */
  private record Case(ModelProto model, MatrixLayer layer, Tensor input, Tensor output) {
    static Case of(
        String operator,
        List<Long> input,
        List<Long> weight,
        long bias,
        List<AttributeProto> attributes,
        Random random)
        throws Exception {
      long[] shape = input.stream().mapToLong(Long::longValue).toArray();
      SmallGraph graph = new SmallGraph().input("x", shape).outputs("y");
      graph.weight("w", weight, SmallGraph.numbers(random, weight));
      if (bias > 0) {
        graph.weight("b", List.of(bias), SmallGraph.numbers(random, List.of(bias)));
      }
      String inputs = bias > 0 ? "x w b" : "x w";
      ModelProto model =
          graph.node(operator, "y", inputs, attributes.toArray(AttributeProto[]::new)).model();
      Tensor fed = SmallGraph.random("x", random, shape);
      MatrixLayer layer = SmallGraph.layer(model, List.of(fed));
      return new Case(model, layer, fed, SmallGraph.run(model, List.of(fed)).get(0));
    }

    void rowsGiveTheOutput(String label) {
      MatrixLayer.Form form = layer.form();
      InputRows rows = rows(layer, input);
      float[] matrix = layer.matrix();
      float[] bias = layer.bias();
      float[] expected = output.floats();
      int channels = form.outputChannels();
      assertThat(rows.count() * channels).as(label).isEqualTo(expected.length);
      for (int row = 0; row < rows.count(); row++) {
        for (int channel = 0; channel < channels; channel++) {
          int group = channel / form.outputs();
          double sum = bias[channel];
          for (int column = 0; column < form.depth(); column++) {
            sum +=
                rows.values()[rows.start(group, row) + column]
                    * (double) matrix[channel * form.depth() + column];
          }
          assertThat((double) expected[at(row, channel, rows.count())])
              .as("%s row %d channel %d of %s", label, row, channel, model)
              .isCloseTo(sum, within(1e-4));
        }
      }
    }

    /** Where in the output a row's product stands: channels first, or last for a product. */
    private int at(int row, int channel, int rows) {
      int channels = layer.form().outputChannels();
      if (layer.form().channelAxis() < 0) {
        return row * channels + channel;
      }
      int plane = Math.toIntExact(rows / output.spec().shape().get(0));
      return (row / plane * channels + channel) * plane + row % plane;
    }

    boolean wholeIsWhereAShiftComesBackAsABias(String label) throws Exception {
      List<Long> shape = input.spec().shape();
      int axis = layer.form().channelAxis() < 0 ? shape.size() - 1 : 1;
      int inner = 1;
      for (int side = axis + 1; side < shape.size(); side++) {
        inner *= Math.toIntExact(shape.get(side));
      }
      float[] moved = input.floats();
      float[] before = output.floats();
      for (int index = 0; index < moved.length; index++) {
        moved[index] += 1 + index / inner % Math.toIntExact(shape.get(axis));
      }
      Tensor fed = Tensor.ofFloats("x", shape, moved);
      float[] after = SmallGraph.run(model, List.of(fed)).get(0).floats();
      int rows = layer.rows().positions(shape);
      boolean constant = true;
      for (int channel = 0; channel < layer.form().outputChannels(); channel++) {
        double bias = shift(channel);
        for (int row = 0; row < rows; row++) {
          int at = at(row, channel, rows);
          constant &= Math.abs(after[at] - before[at] - bias) < 1e-3;
        }
      }
      assertThat(layer.rows().isWhole(shape)).as("%s of %s", label, model).isEqualTo(constant);
      return constant;
    }

    private double shift(int channel) {
      MatrixLayer.Form form = layer.form();
      int group = channel / form.outputs();
      double shift = 0;
      for (int column = 0; column < form.depth(); column++) {
        double offset = 1 + form.inputChannel(group, column);
        shift += layer.matrix()[channel * form.depth() + column] * offset;
      }
      return shift;
    }
  }

  private static InputRows rows(MatrixLayer layer, Tensor input) {
    List<Long> shape = input.spec().shape();
    int count = layer.rows().positions(shape);
    int[] positions = new int[count];
    Arrays.setAll(positions, index -> index);
    InputRows rows = InputRows.empty(layer.form(), count);
    layer.rows().gather(input.floats(), shape, positions, rows, 0);
    return rows;
  }

  private static void transposed(Random random, String label) throws Exception {
    int sides = 1 + random.nextInt(2);
    int groups = 1 + random.nextInt(3);
    long channels = 1L + random.nextInt(3);
    long outputs = 1L + random.nextInt(3);
    List<Long> weight = new ArrayList<>(List.of(groups * channels, outputs));
    List<Long> input = new ArrayList<>(List.of(1L + random.nextInt(3), groups * channels));
    long[] strides = new long[sides];
    long[] dilations = new long[sides];
    long[] pads = new long[2 * sides];
    long[] more = new long[sides];
    for (int side = 0; side < sides; side++) {
      weight.add(1L + random.nextInt(3));
      input.add(1L + random.nextInt(4));
      strides[side] = 1L + random.nextInt(3);
      dilations[side] = 1L + random.nextInt(2);
      boolean large = weight.get(side + 2) > 1 && input.get(side + 2) > 1;
      pads[side] = large ? random.nextInt(2) : 0;
      pads[side + sides] = large ? random.nextInt(2) : 0;
      more[side] = random.nextInt((int) strides[side]);
    }
    boolean bias = random.nextBoolean();
    List<AttributeProto> attributes =
        new ArrayList<>(
            List.of(
                SmallGraph.integer("group", groups),
                SmallGraph.integers("strides", strides),
                SmallGraph.integers("dilations", dilations)));
    boolean auto = random.nextInt(4) == 0;
    if (auto) {
      String upper = random.nextBoolean() ? "SAME_UPPER" : "SAME_LOWER";
      attributes.add(SmallGraph.text("auto_pad", upper));
    } else {
      attributes.add(SmallGraph.integers("pads", pads));
      attributes.add(SmallGraph.integers("output_padding", more));
    }
    long biases = bias ? groups * outputs : 0;
    Case one = Case.of("ConvTranspose", input, weight, biases, attributes, random);
    assertThat(one.layer().rows().isWhole(input)).as(label).isFalse();
    sharesGiveTheMean(one, label);
    if (auto) {
      return;
    }
    double[] spread =
        new TransposedOutput(one.layer(), weight, strides, dilations, pads)
            .of(
                rows(one.layer(), one.input()),
                one.input().spec().shape(),
                one.output().spec().shape());
    float[] expected = one.output().floats();
    for (int index = 0; index < expected.length; index++) {
      assertThat((double) expected[index])
          .as("%s at %d of %s", label, index, one.model())
          .isCloseTo(spread[index], within(1e-4));
    }
  }

  /** The bias is mended by them. */
  private static void sharesGiveTheMean(Case one, String label) throws Exception {
    MatrixLayer.Form form = one.layer().form();
    int channels = form.outputChannels();
    // An input of ones: then all lines give the same whatever the place.
    int plane = product(one.output().spec().shape()) / channels;
    double[] means = new double[channels];
    for (int line = 0; line < form.groups() * form.outputs(); line++) {
      int group = line / form.outputs();
      double sum = 0;
      for (int column = 0; column < form.depth(); column++) {
        sum += one.layer().matrix()[line * form.depth() + column];
      }
      int row = line % form.outputs();
      means[form.outputChannel(group, row)] += sum * one.layer().rows().share(row);
    }
    List<Long> shape = one.input().spec().shape();
    float[] ones = new float[product(shape)];
    Arrays.fill(ones, 1);
    List<Tensor> fed = List.of(Tensor.ofFloats("x", shape, ones));
    float[] output = SmallGraph.run(one.model(), fed).get(0).floats();
    int side = product(one.output().spec().shape().subList(2, one.output().spec().shape().size()));
    for (int channel = 0; channel < channels; channel++) {
      double mean = 0;
      for (int index = 0; index < output.length; index++) {
        mean += index / side % channels == channel ? (double) output[index] / plane : 0;
      }
      assertThat(mean - one.layer().bias()[channel])
          .as("%s channel %d of %s", label, channel, one.model())
          .isCloseTo(means[channel], within(1e-4));
    }
  }

  private static int product(List<Long> sides) {
    return Math.toIntExact(sides.stream().reduce(1L, (one, two) -> one * two));
  }
}
