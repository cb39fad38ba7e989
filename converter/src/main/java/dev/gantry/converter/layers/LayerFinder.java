package dev.gantry.converter.layers;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what can become int8 in a graph, and says of what could not why. */
public final class LayerFinder {
  private final Graph graph;
  private final ObservedTensor facts;
  private final List<MatrixLayer> found = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();

  /** A node of an operator that int8 knows, which stays as it is. */
  public record Left(GraphNode node, String reason) {}

  private LayerFinder(Graph graph, ObservedTensor facts) {
    this.graph = graph;
    this.facts = facts;
  }

  public static LayerFinder of(Graph graph, ObservedTensor facts) {
    LayerFinder layers = new LayerFinder(graph, facts);
    for (GraphNode node : graph.ordered()) {
      if (node.is("Conv") || node.is("ConvTranspose") || node.is("Gemm") || node.is("MatMul")) {
        layers.look(node);
      }
    }
    return layers;
  }

  public List<MatrixLayer> found() {
    return List.copyOf(found);
  }

  public List<Left> left() {
    return List.copyOf(left);
  }

  private void look(GraphNode node) {
    Optional<OnnxMl.TensorProto> weight = constant(node, 1);
    Optional<TensorSpec> input = node.input(0).flatMap(facts::of);
    if (node.input(1).flatMap(graph::weight).isEmpty()) {
      leave(node, "its weight is computed, not constant");
    } else if (weight.isEmpty() || input.isEmpty() || !facts.isFloat(input.get().name())) {
      leave(node, "its input and weight are not float32");
    } else if (input.get().shape().contains(0L)) {
      leave(node, "its input is empty");
    } else if (node.input(2).isPresent() && constant(node, 2).isEmpty()) {
      leave(node, "its bias is computed, not constant");
    } else if (node.is("Conv")) {
      convolution(node, weight.get());
    } else if (node.is("ConvTranspose")) {
      transposed(node, weight.get(), input.get());
    } else {
      product(node, weight.get(), input.get());
    }
  }

  private void convolution(GraphNode node, OnnxMl.TensorProto weight) {
    List<Long> shape = weight.getDimsList();
    int groups = Math.toIntExact(node.integer("group", 1));
    int channels = Math.toIntExact(shape.get(1));
    int[] kernel = kernel(shape);
    int taps = taps(shape);
    int outputs = Math.toIntExact(shape.get(0)) / groups;
    MatrixLayer.Form form =
        new MatrixLayer.Form(groups, outputs, channels * taps, taps, 1, 1, 0, false);
    add(node, form, weight, new ConvRows(node, groups, channels, kernel));
  }

  private void transposed(GraphNode node, OnnxMl.TensorProto weight, TensorSpec input) {
    List<Long> shape = weight.getDimsList();
    int groups = Math.toIntExact(node.integer("group", 1));
    int channels = Math.toIntExact(shape.get(0)) / groups;
    int taps = taps(shape);
    int outputs = Math.toIntExact(shape.get(1)) * taps;
    List<Long> output = facts.of(node.output()).orElseThrow().shape();
    double[] shares = TransposedSpread.shares(node, kernel(shape), input.shape(), output);
    MatrixLayer.Form form = new MatrixLayer.Form(groups, outputs, channels, 1, taps, 1, 1, true);
    add(node, form, weight, new PixelRows(groups, channels, shares));
  }

  private void product(GraphNode node, OnnxMl.TensorProto weight, TensorSpec input) {
    boolean plain =
        node.integer("transA", 0) == 0
            && node.number("alpha", 1) == 1
            && node.number("beta", 1) == 1;
    if (!plain || weight.getDimsCount() != 2) {
      leave(node, "it is no plain product of its input and a matrix");
      return;
    }
    boolean turned = node.integer("transB", 0) != 0;
    int depth = Math.toIntExact(weight.getDims(turned ? 1 : 0));
    int outputs = Math.toIntExact(weight.getDims(turned ? 0 : 1));
    RowSource rows = new VectorRows(depth);
    if (node.is("MatMul") && (rows.positions(input.shape()) == 1 || outputs == 1)) {
      leave(node, "it multiplies a single vector, where int8 gains no time");
      return;
    }
    MatrixLayer.Form form =
        new MatrixLayer.Form(1, outputs, depth, 1, 1, -1, turned ? 0 : 1, !turned);
    add(node, form, weight, rows);
  }

  private void add(
      GraphNode node, MatrixLayer.Form form, OnnxMl.TensorProto weight, RowSource rows) {
    float[] bias = new float[form.outputChannels()];
    Optional<OnnxMl.TensorProto> given = constant(node, 2);
    if (given.isPresent()) {
      float[] values = WeightNumbers.floats(given.get());
      List<Long> sides = given.get().getDimsList();
      long last = sides.isEmpty() ? 1 : sides.get(sides.size() - 1);
      // As many numbers as channels may still be one a row, in a column.
      if (values.length != last || (last != bias.length && last != 1)) {
        leave(node, "its bias is not one number an output channel");
        return;
      }
      for (int channel = 0; channel < bias.length; channel++) {
        bias[channel] = values[values.length == 1 ? 0 : channel];
      }
    }
    float[] values = WeightNumbers.floats(weight);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        leave(node, "its weight holds numbers that are not finite");
        return;
      }
    }
    if (values.length == 0) {
      leave(node, "its weight is empty");
      return;
    }
    found.add(new MatrixLayer(node, form, values, bias, weight.getDimsList(), rows));
  }

  private Optional<OnnxMl.TensorProto> constant(GraphNode node, int input) {
    return node.input(input).flatMap(graph::weight).filter(WeightNumbers::isFloat);
  }

  private static int[] kernel(List<Long> shape) {
    return shape.stream().skip(2).mapToInt(Math::toIntExact).toArray();
  }

  private static int taps(List<Long> shape) {
    return Math.toIntExact(shape.stream().skip(2).reduce(1L, (left, right) -> left * right));
  }

  private void leave(GraphNode node, String reason) {
    left.add(new Left(node, reason));
  }
}
