package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A net written down node by node, of any rank, its numbers at random. */
final class SmallNet {
  private final Random random = new Random(11);
  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
  private final List<Long> shape;

  SmallNet(Long... shape) {
    this.shape = List.of(shape);
    long[] sides = this.shape.stream().mapToLong(Long::longValue).toArray();
    graph.addInput(Onnx.value("x", Onnx.FLOAT, sides));
  }

  /** Without a change of sides; its bias too. */
  SmallNet conv(String from, String to, long inputs, long outputs, long side, long group) {
    int spatial = shape.size() - 2;
    List<Long> dims = new ArrayList<>(List.of(outputs, inputs / group));
    dims.addAll(Collections.nCopies(spatial, side));
    constant(to + "_weight", dims);
    constant(to + "_bias", List.of(outputs));
    return node(
        NewNode.of("Conv", to, from, to + "_weight", to + "_bias")
            .with("pads", Collections.nCopies(2 * spatial, side / 2))
            .with("group", group));
  }

  SmallNet constant(String name, List<Long> dims) {
    long count = dims.stream().reduce(1L, (left, right) -> left * right);
    double spread = Math.sqrt((dims.isEmpty() ? 1.0 : dims.get(0)) / count);
    float[] values = new float[(int) count];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) (random.nextGaussian() * spread);
    }
    graph.addInitializer(WeightNumbers.tensor(name, dims, values));
    return this;
  }

  SmallNet whole(String name, long... values) {
    graph.addInitializer(WeightNumbers.tensor(name, List.of((long) values.length), values));
    return this;
  }

  SmallNet node(NewNode node) {
    graph.addNode(node.build());
    return this;
  }

  SmallNet node(String operator, String output, String... inputs) {
    return node(NewNode.of(operator, output, inputs));
  }

  OnnxMl.ModelProto to(String... outputs) {
    for (String output : outputs) {
      graph.addOutput(Onnx.value(output, Onnx.FLOAT));
    }
    return Onnx.model(graph);
  }

  SampleFeed samples() {
    List<List<Tensor>> samples = new ArrayList<>();
    for (int sample = 0; sample < 8; sample++) {
      float[] values =
          new float[shape.stream().reduce(1L, (left, right) -> left * right).intValue()];
      for (int index = 0; index < values.length; index++) {
        values[index] = (float) random.nextGaussian();
      }
      samples.add(List.of(Tensor.ofFloats("x", shape, values)));
    }
    return SampleFeed.of(samples);
  }
}
