package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.dossier.tensor.Half;
import java.util.Optional;

/**
 * Brings int8 weights to steps that float16 has. Steps too small for it become larger, and the
 * weights fewer of them: the numbers that they stand for stay.
 */
final class WeightSteps {
  /** Sixteen times the least half: below that a step would lose its own bits. */
  static final float LEAST = 0x1p-20f;

  private static final int HIGHEST = 127;

  private final Graph graph;

  WeightSteps(Graph graph) {
    this.graph = graph;
  }

  void suit() {
    for (GraphNode node : graph.nodes()) {
      if (node.is("DequantizeLinear")) {
        Optional<TensorProto> weight = own(node, 0).filter(WeightSteps::isInt8);
        Optional<TensorProto> steps = own(node, 1).filter(WeightNumbers::isFloat);
        if (weight.isPresent() && steps.isPresent()) {
          suit(node, weight.get(), steps.get());
        }
      }
    }
  }

  /** A weight that no other node reads, so that it may change. */
  private Optional<TensorProto> own(GraphNode node, int input) {
    return node.input(input)
        .filter(name -> graph.readers(name).size() == 1 && !graph.isOutput(name))
        .flatMap(graph::weight);
  }

  private static boolean isInt8(TensorProto tensor) {
    return tensor.getDataType() == TensorProto.DataType.INT8_VALUE
        && !tensor.getRawData().isEmpty();
  }

  private void suit(GraphNode node, TensorProto weight, TensorProto steps) {
    float[] before = WeightNumbers.floats(steps);
    float[] after = new float[before.length];
    for (int index = 0; index < after.length; index++) {
      after[index] = Math.max(LEAST, Half.rounded(before[index]));
    }
    byte[] whole = weight.getRawData().toByteArray();
    int axis = before.length == 1 ? 0 : Math.toIntExact(node.integer("axis", 1));
    int inner = 1;
    for (int side = axis + 1; side < weight.getDimsCount(); side++) {
      inner *= Math.toIntExact(weight.getDims(side));
    }
    for (int index = 0; index < whole.length; index++) {
      int channel = before.length == 1 ? 0 : index / inner % before.length;
      double value = (double) whole[index] * before[channel] / after[channel];
      whole[index] = (byte) Math.max(-HIGHEST, Math.min(HIGHEST, Math.rint(value)));
    }
    graph.put(WeightNumbers.tensor(weight.getName(), weight.getDimsList(), whole));
    graph.put(WeightNumbers.tensor(steps.getName(), steps.getDimsList(), after));
  }
}
