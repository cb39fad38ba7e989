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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Runs each layer beside its eight-bit form on the same values and sums up the difference inside
 * the graph, so that only a few numbers leave it.
 */
final class LayerErrors {
  private final Graph graph;
  private final ObservedTensor facts;
  private final TensorSteps steps;
  private final Map<String, String> cut = new HashMap<>();
  private final Map<String, Sums> wanted = new HashMap<>();

  private LayerErrors(Graph graph, ObservedTensor facts, TensorSteps steps) {
    this.graph = graph;
    this.facts = facts;
    this.steps = steps;
  }

  static Map<GraphNode, LayerError> of(
      OnnxMl.ModelProto model,
      ObservedTensor facts,
      Map<GraphNode, ActivatedLayer> layers,
      Map<GraphNode, ByteWeight> weights,
      TensorSteps steps,
      SampleFeed samples)
      throws OrtException, IOException {
    LayerErrors errors = new LayerErrors(Graph.of(model), facts, steps);
    errors.graph.shell().getGraphBuilder().clearOutput();
    Map<GraphNode, Sums> sums = new HashMap<>();
    for (ActivatedLayer layer : layers.values()) {
      sums.put(layer.node(), errors.watch(layer, weight(weights, layer)));
    }
    try (WatchedGraph run =
        WatchedGraph.of(errors.graph.model().toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < samples.count(); sample++) {
        run.run(
            samples.at(sample),
            (spec, values) -> {
              Sums sum = errors.wanted.get(spec.name());
              if (sum != null) {
                sum.add(spec.name(), values.asFloatBuffer());
              }
            });
      }
    }
    Map<GraphNode, LayerError> found = new HashMap<>();
    sums.forEach((node, sum) -> found.put(node, sum.error(samples.count())));
    return found;
  }

  private static ByteWeight weight(Map<GraphNode, ByteWeight> weights, ActivatedLayer layer) {
    ByteWeight weight = weights.get(layer.node());
    if (weight == null) {
      throw new IllegalStateException("no whole numbers for " + layer.node());
    }
    return weight;
  }

  private Sums watch(ActivatedLayer layer, ByteWeight weight) {
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
    Sums sums =
        new Sums(
            layer.layer().scales(),
            fresh(name, "shift"),
            fresh(name, "noise"),
            fresh(name, "signal"));
    mean(off, sums.shift, layer);
    String behind = fresh(name, "behind");
    graph.add(NewNode.of("Sub", behind, layer.output(), behind(layer, output)).build());
    graph.add(NewNode.of("ReduceSumSquare", sums.noise, behind).with("keepdims", 0).build());
    graph.add(
        NewNode.of("ReduceSumSquare", sums.signal, layer.output()).with("keepdims", 0).build());
    for (String sum : List.of(sums.shift, sums.noise, sums.signal)) {
      graph.shell().getGraphBuilder().addOutputBuilder().setName(sum);
      wanted.put(sum, sums);
    }
    return sums;
  }

  /** What others see of the layer: its activation done, its output cut. */
  private String behind(ActivatedLayer layer, String rough) {
    String done = rough;
    if (layer.activation().isPresent()) {
      done = fresh(rough, "activated");
      graph.add(
          layer.activation().get().proto().toBuilder()
              .setName(done)
              .setInput(0, rough)
              .setOutput(0, done)
              .build());
    }
    return layer.isConvolution()
        ? QuantizePair.ofTensor(graph, done, steps.of(layer.output()))
        : done;
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

  /** Adds up the errors of one layer from sample to sample. */
  private static final class Sums {
    private final String shift;
    private final String noise;
    private final String signal;
    private final double[] shifts;
    private final List<Double> noises = new ArrayList<>();
    private final List<Double> signals = new ArrayList<>();

    Sums(int channels, String shift, String noise, String signal) {
      this.shifts = new double[channels];
      this.shift = shift;
      this.noise = noise;
      this.signal = signal;
    }

    void add(String name, FloatBuffer values) {
      if (name.equals(shift)) {
        for (int channel = 0; channel < shifts.length; channel++) {
          shifts[channel] += values.get(channel);
        }
      } else {
        (name.equals(noise) ? noises : signals).add((double) values.get(0));
      }
    }

    LayerError error(int samples) {
      float[] mean = new float[shifts.length];
      for (int channel = 0; channel < mean.length; channel++) {
        mean[channel] = (float) (shifts[channel] / samples);
      }
      return new LayerError(mean, sum(signals), sum(noises));
    }

    private static double sum(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }
}
