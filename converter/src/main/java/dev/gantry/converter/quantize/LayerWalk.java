package dev.gantry.converter.quantize;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.ChannelRanges;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.LiveMemory;
import dev.gantry.converter.layers.MatrixAlgebra;
import dev.gantry.converter.layers.MatrixLayer;
import dev.gantry.converter.layers.StepModel;
import dev.gantry.converter.layers.UpstreamNodes;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Brings layer after layer to int8 in the order in which the model runs, so that the bias of each
 * makes up for what those before it lost.
 */
final class LayerWalk {
  private static final int MOST_SAMPLES = 8;
  private static final long MOST_BYTES = 224L << 20;
  private static final long SEED = 20_261_120;

  private final Graph graph;
  private final ObservedTensor facts;
  private final ChannelRanges ranges;
  private final Map<GraphNode, MatrixLayer> layers = new LinkedHashMap<>();

  LayerWalk(Graph graph, ObservedTensor facts, ChannelRanges ranges, List<MatrixLayer> layers) {
    this.graph = graph;
    this.facts = facts;
    this.ranges = ranges;
    layers.forEach(layer -> this.layers.put(layer.node(), layer));
  }

  /** All that becomes int8. */
  record Quantized(List<QuantizedLayer> layers, List<QuantizedSkip> skips) {}

  Quantized quantize(SampleFeed samples) throws OrtException, IOException {
    List<GraphNode> path = UpstreamNodes.to(layers.keySet(), graph);
    List<QuantizedLayer> done = new ArrayList<>();
    List<QuantizedSkip> skips = new ArrayList<>();
    SkipSearch around = new SkipSearch(graph, facts, layers);
    Map<ChannelRanges.Place, InputScale> scales = new HashMap<>();
    Random random = new Random(SEED);
    try (MatrixAlgebra algebra = MatrixAlgebra.start(samples.limit());
        ExactAndRoughRun twin = ExactAndRoughRun.of(graph, path, samples.spread(fewEnough(path)))) {
      for (GraphNode node : path) {
        MatrixLayer layer = layers.get(node);
        if (layer == null) {
          Optional<QuantizedSkip> skip =
              around.skip(node).flatMap(input -> around.find(node, input, twin, random));
          if (skip.isPresent()) {
            skips.add(skip.get());
            twin.advance(node, alone(skip.get()));
          } else {
            twin.advance(node);
          }
          continue;
        }
        InputScale scale = scales.get(layer.place());
        if (scale == null) {
          scale = search(algebra, layer.place(), twin, random);
          scales.put(layer.place(), scale);
        }
        QuantizedLayer quantized =
            new LayerSolver(algebra).solve(LayerInputs.many(layer, twin, random), scale);
        done.add(quantized);
        twin.advance(node, alone(quantized));
      }
    }
    return new Quantized(done, skips);
  }

  private InputScale search(
      MatrixAlgebra algebra, ChannelRanges.Place place, ExactAndRoughRun twin, Random random)
      throws OrtException {
    List<MatrixLayer> readers =
        layers.values().stream().filter(layer -> layer.place().equals(place)).toList();
    List<LayerInputs> inputs = new ArrayList<>();
    boolean whole = true;
    for (MatrixLayer reader : readers) {
      inputs.add(LayerInputs.few(reader, twin, random));
      whole &= reader.rows().isWhole(twin.spec(place.tensor(), 0).shape());
    }
    ExtraNode extra = new ExtraNode(graph, place.tensor());
    InputFacts known =
        new InputFacts(
            ChannelValues.of(twin, place, random),
            ranges.lows(place),
            ranges.tops(place),
            whole,
            extra.canBeSpared(readers),
            extra.worth());
    return new MigrationSearch(algebra).find(inputs, known);
  }

  /** The layer as it will stand in the model, as a model of its own. */
  private OnnxMl.ModelProto alone(QuantizedLayer quantized) {
    MatrixLayer layer = quantized.layer();
    TensorSpec input = facts.of(layer.input()).orElseThrow();
    Graph step = StepModel.empty(graph.shell());
    GraphNode node = step.add(layer.node().proto());
    StepModel.input(step, input);
    StepModel.output(step, node.output());
    new QdqWriter(step).write(quantized.at(node), input.shape().size());
    step.dropUnusedWeights();
    return step.model();
  }

  private OnnxMl.ModelProto alone(QuantizedSkip skip) {
    Graph step = StepModel.empty(graph.shell());
    GraphNode node = step.add(skip.add().proto());
    for (String input : node.inputs()) {
      StepModel.input(step, facts.of(input).orElseThrow());
    }
    StepModel.output(step, node.output());
    new QdqWriter(step).write(skip.at(node));
    return step.model();
  }

  /** So that what is alive at once, exact and rough, stays small. */
  private int fewEnough(List<GraphNode> path) {
    long fits = MOST_BYTES / Math.max(1, 2 * new LiveMemory(facts, path).peak());
    return (int) Math.max(1, Math.min(MOST_SAMPLES, fits));
  }
}
