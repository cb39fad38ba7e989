package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.inference.WatchedGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Measures by how much each channel of a layer comes out too low in eight bits, on average and
 * before its activation. Each layer runs beside its eight-bit form on the same values, and the
 * means are taken inside the graph, so that only a few numbers leave it.
 */
final class ChannelShifts {
  private final Graph graph;
  private final ObservedTensor facts;
  private final TensorSteps steps;
  private final Map<String, String> cut = new HashMap<>();
  private final Map<String, double[]> wanted = new HashMap<>();

  private ChannelShifts(Graph graph, ObservedTensor facts, TensorSteps steps) {
    this.graph = graph;
    this.facts = facts;
    this.steps = steps;
  }

  static Map<GraphNode, float[]> of(
      OnnxMl.ModelProto model,
      ObservedTensor facts,
      Map<GraphNode, ActivatedLayer> layers,
      Map<GraphNode, ByteWeight> weights,
      TensorSteps steps,
      SampleFeed samples)
      throws OrtException, IOException {
    ChannelShifts shifts = new ChannelShifts(Graph.of(model), facts, steps);
    shifts.graph.shell().getGraphBuilder().clearOutput();
    Map<GraphNode, double[]> sums = new HashMap<>();
    for (ActivatedLayer layer : layers.values()) {
      sums.put(layer.node(), shifts.watch(layer, weight(weights, layer)));
    }
    try (WatchedGraph run =
        WatchedGraph.of(shifts.graph.model().toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < samples.count(); sample++) {
        run.run(
            samples.at(sample),
            (spec, values) -> {
              FloatBuffer means = values.asFloatBuffer();
              double[] sum = shifts.wanted.getOrDefault(spec.name(), new double[0]);
              for (int channel = 0; channel < sum.length; channel++) {
                sum[channel] += means.get(channel);
              }
            });
      }
    }
    Map<GraphNode, float[]> found = new HashMap<>();
    sums.forEach((node, sum) -> found.put(node, means(sum, samples.count())));
    return found;
  }

  private static float[] means(double[] sums, int samples) {
    float[] means = new float[sums.length];
    for (int channel = 0; channel < means.length; channel++) {
      means[channel] = (float) (sums[channel] / samples);
    }
    return means;
  }

  private static ByteWeight weight(Map<GraphNode, ByteWeight> weights, ActivatedLayer layer) {
    ByteWeight weight = weights.get(layer.node());
    if (weight == null) {
      throw new IllegalStateException("no whole numbers for " + layer.node());
    }
    return weight;
  }

  private double[] watch(ActivatedLayer layer, ByteWeight weight) {
    String name = layer.node().output();
    String rough = fresh(name, "rough_weight");
    graph.put(
        WeightNumbers.tensor(
            rough, layer.layer().weight().getDimsList(), weight.floats(layer.layer().stride())));
    String fed =
        cut.computeIfAbsent(
            layer.input(), input -> QuantizePair.ofTensor(graph, input, steps.of(input)));
    String output = fresh(name, "rough");
    graph.add(
        layer.node().proto().toBuilder()
            .setName(output)
            .setInput(0, fed)
            .setInput(1, rough)
            .setOutput(0, output)
            .build());
    String off = fresh(name, "off");
    graph.add(NewNode.of("Sub", off, name, output).build());
    String shift = fresh(name, "shift");
    mean(off, shift, layer);
    graph.shell().getGraphBuilder().addOutputBuilder().setName(shift);
    double[] sums = new double[layer.layer().scales()];
    wanted.put(shift, sums);
    return sums;
  }

  private void mean(String off, String mean, ActivatedLayer layer) {
    int rank = facts.of(layer.node().output()).map(spec -> spec.shape().size()).orElseThrow();
    int channel = layer.isConvolution() ? 1 : rank - 1;
    List<Long> axes = LongStream.range(0, rank).filter(axis -> axis != channel).boxed().toList();
    if (axes.isEmpty()) {
      graph.add(NewNode.of("Identity", mean, off).build());
    } else if (graph.opset() < 18) {
      graph.add(NewNode.of("ReduceMean", mean, off).with("axes", axes).with("keepdims", 0).build());
    } else {
      String given = fresh(mean, "axes");
      long[] values = axes.stream().mapToLong(Long::longValue).toArray();
      graph.put(WeightNumbers.tensor(given, List.of((long) values.length), values));
      graph.add(NewNode.of("ReduceMean", mean, off, given).with("keepdims", 0).build());
    }
  }

  private String fresh(String tensor, String what) {
    return graph.freshName(tensor + "_" + what);
  }
}
