package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small convolutional nets of every kind of neighbourhood that a cut can stand in. */
final class RandomNet {
  private static final int SIDE = 12;

  private final Random random;
  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
  private final List<String> made = new ArrayList<>();
  private int count;

  RandomNet(long seed) {
    this.random = new Random(seed);
  }

  /** All tensors in it have the same shape, so that anything fits anything. */
  OnnxMl.ModelProto model(int channels, int nodes) {
    graph.addInput(Onnx.value("x", Onnx.FLOAT, 1, channels, SIDE, SIDE));
    made.add("x");
    conv(channels, channels, any(), false);
    for (int node = 0; node < nodes; node++) {
      switch (random.nextInt(9)) {
        case 0, 1 -> conv(channels, channels, any(), false);
        case 2 -> conv(channels, channels, any(), true);
        case 3 -> add(NewNode.of("Relu", next(), any()).build());
        case 4 -> add(NewNode.of("Add", next(), any(), any()).build());
        case 5 -> add(NewNode.of("Sigmoid", next(), any()).build());
        case 6 -> add(NewNode.of("Mul", next(), any(), any()).build());
        case 7 -> {
          String both = next();
          graph.addNode(NewNode.of("Concat", both, any(), any()).with("axis", 1).build());
          conv(2 * channels, channels, both, false);
        }
        default ->
            add(
                NewNode.of("MaxPool", next(), any())
                    .with("kernel_shape", List.of(3L, 3L))
                    .with("pads", List.of(1L, 1L, 1L, 1L))
                    .build());
      }
    }
    graph.addOutput(Onnx.value(made.get(made.size() - 1), Onnx.FLOAT));
    return Onnx.model(graph);
  }

  SampleFeed samples(int channels, int wanted) {
    List<List<Tensor>> samples = new ArrayList<>();
    for (int sample = 0; sample < wanted; sample++) {
      float[] values = new float[channels * SIDE * SIDE];
      for (int index = 0; index < values.length; index++) {
        values[index] = (float) random.nextGaussian();
      }
      samples.add(
          List.of(
              Tensor.ofFloats(
                  "x", List.of(1L, (long) channels, (long) SIDE, (long) SIDE), values)));
    }
    return SampleFeed.of(samples);
  }

  private void conv(int inputs, int outputs, String input, boolean single) {
    int depth = single ? 1 : inputs;
    String weight = next();
    float[] values = new float[outputs * depth * 9];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) (random.nextGaussian() / Math.sqrt(depth * 9));
    }
    graph.addInitializer(
        WeightNumbers.tensor(weight, List.of((long) outputs, (long) depth, 3L, 3L), values));
    List<String> read = new ArrayList<>(List.of(input, weight));
    if (random.nextBoolean()) {
      String bias = next();
      float[] biases = new float[outputs];
      for (int index = 0; index < outputs; index++) {
        biases[index] = (float) random.nextGaussian();
      }
      graph.addInitializer(Onnx.weight(bias, biases));
      read.add(bias);
    }
    add(
        NewNode.of("Conv", next(), read.toArray(new String[0]))
            .with("kernel_shape", List.of(3L, 3L))
            .with("pads", List.of(1L, 1L, 1L, 1L))
            .with("group", single ? inputs : 1)
            .build());
  }

  private void add(OnnxMl.NodeProto node) {
    graph.addNode(node);
    made.add(node.getOutput(0));
  }

  /** Late ones more often, so that the net gets deep. */
  private String any() {
    int last = made.size() - 1;
    return made.get(Math.max(0, last - random.nextInt(3)));
  }

  private String next() {
    return "t" + count++;
  }
}
