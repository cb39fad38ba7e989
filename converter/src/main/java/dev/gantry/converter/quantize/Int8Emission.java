package dev.gantry.converter.quantize;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.compare.KeptLayers;
import dev.gantry.converter.compare.LayerDamage;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.ChannelRanges;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Int8 for TensorRT: symmetric, one scale an activation, one a channel of each weight. */
public final class Int8Emission implements Emission {
  private static final int LEAST_OPSET = 13;

  private final PrecisionPlan plan;
  private final boolean keepAuto;
  private final RangeSource source;

  /** Supplies ranges that no activation may exceed; without them, what was seen is the range. */
  public interface RangeSource {
    Optional<RangeTable> ranges(OnnxMl.ModelProto model, Set<String> tensors, SampleFeed samples)
        throws RefusedException, IOException;
  }

  public Int8Emission(PrecisionPlan plan, boolean keepAuto, RangeSource source) {
    this.plan = plan;
    this.keepAuto = keepAuto;
    this.source = source;
  }

  @Override
  public EmittedGraph emit(OnnxMl.ModelProto normalised, SampleFeed samples)
      throws RefusedException, IOException {
    Graph graph = Graph.of(normalised);
    requireFit(graph, samples);
    try {
      ObservedTensor facts = ObservedTensor.of(normalised, samples);
      LayerChoice choice = LayerChoice.of(graph, facts, plan.on(graph));
      boolean quantized = graph.nodes().stream().anyMatch(node -> node.is("DequantizeLinear"));
      if (choice.layers().isEmpty() && quantized) {
        throw refused(
            "it is quantized already" + example(choice),
            "convert the float32 model that it was made of");
      }
      if (choice.layers().isEmpty()) {
        throw refused(
            "it holds no convolution or matrix product that int8 could take" + example(choice),
            "ship it as fp16 or fp32");
      }
      ChannelRanges seen = ChannelRanges.of(normalised, choice.places(facts), samples);
      Optional<RangeTable> table = source.ranges(normalised, choice.tensors(), samples);
      ChannelRanges ranges = table.map(seen::within).orElse(seen);
      EmittedGraph whole = written(normalised, facts, ranges, choice, samples);
      EmittedGraph emitted =
          keepAuto
              ? new KeptLayers(normalised, facts, samples)
                  .of(
                      whole,
                      choice.nodes(),
                      LayerDamage::layers,
                      kept -> written(normalised, facts, ranges, choice.without(kept), samples))
              : whole;
      RangeTable used = table.orElseGet(() -> seen.table(normalised, samples.count()));
      for (String remark : used.remarks()) {
        emitted = emitted.remarked(remark);
      }
      return emitted.with(used);
    } catch (OrtException | IllegalArgumentException e) {
      throw refused(
          "ONNX Runtime cannot run it piece by piece: " + String.valueOf(e.getMessage()).strip(),
          "the operator named is the place to look; ship it as fp16 or fp32");
    }
  }

  private static void requireFit(Graph graph, SampleFeed samples) throws RefusedException {
    if (graph.opset() < LEAST_OPSET) {
      throw refused(
          "it stays at operator set " + graph.opset() + ", and scales of channels need 13",
          "export it with a newer opset_version");
    }
    if (samples.count() == 0) {
      throw refused("there is no sample to see its ranges on", "give at least one");
    }
    List<String> broken = new QdqRules(graph).problems();
    if (!broken.isEmpty()) {
      throw refused(
          "it is quantized already, and not as TensorRT takes it: " + broken.get(0),
          "start from the model in float");
    }
  }

  private static String example(LayerChoice choice) {
    return choice.left().stream()
        .findFirst()
        .map(left -> "; of " + left.operator() + " '" + left.node() + "': " + left.reason())
        .orElse("");
  }

  private static EmittedGraph written(
      OnnxMl.ModelProto normalised,
      ObservedTensor facts,
      ChannelRanges ranges,
      LayerChoice choice,
      SampleFeed samples)
      throws OrtException, IOException {
    Graph graph = Graph.of(normalised);
    LayerWalk.Quantized quantized =
        new LayerWalk(choice.graph(), facts, ranges, choice.layers()).quantize(samples);
    QdqWriter writer = new QdqWriter(graph);
    for (QuantizedLayer layer : quantized.layers()) {
      GraphNode node = graph.producer(layer.layer().node().output()).orElseThrow();
      int rank = facts.of(layer.layer().input()).orElseThrow().shape().size();
      writer.write(layer.at(node), rank);
    }
    for (QuantizedSkip skip : quantized.skips()) {
      writer.write(skip.at(graph.producer(skip.add().output()).orElseThrow()));
    }
    int folded = new ScaleFolding(graph).fold(writer.factors());
    List<String> broken = new QdqRules(graph).problems();
    if (!broken.isEmpty()) {
      throw new IllegalStateException("quantization is not what TensorRT takes: " + broken);
    }
    return new EmittedGraph(graph.model(), choice.left(), remarks(quantized, folded));
  }

  private static List<String> remarks(LayerWalk.Quantized quantized, int folded) {
    List<String> remarks = new ArrayList<>();
    long moved =
        quantized.layers().stream()
            .filter(layer -> !layer.input().isPlain())
            .map(layer -> layer.layer().place())
            .distinct()
            .count();
    if (moved > 0) {
      remarks.add(
          moved
              + " activations have their channels evened out, "
              + folded
              + " of them at no cost, the rest by a pointwise node each");
    }
    if (!quantized.skips().isEmpty()) {
      remarks.add("branches around layers that are int8 too: " + quantized.skips().size());
    }
    return remarks;
  }

  private static RefusedException refused(String what, String remedy) {
    return new RefusedException(Problem.in("int8", what, remedy));
  }
}
