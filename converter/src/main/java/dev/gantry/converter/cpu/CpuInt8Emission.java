package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.calibrate.Calibration;
import dev.gantry.converter.calibrate.RangeMethod;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.compare.KeptLayers;
import dev.gantry.converter.compare.LayerDamage;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Int8 that ONNX Runtime computes in whole numbers on processors. */
public final class CpuInt8Emission implements Emission {
  private static final long LEAST_OPSET = 13;

  /** As many tell how far a layer is off as all of them do. */
  private static final int LOOKED_AT = 16;

  private final RangeMethod method;
  private final Optional<RangeTable> table;
  private final CpuInt8Settings settings;
  private final PrecisionPlan plan;

  private CpuInt8Emission(
      RangeMethod method,
      Optional<RangeTable> table,
      CpuInt8Settings settings,
      PrecisionPlan plan) {
    this.method = method;
    this.table = table;
    this.settings = settings;
    this.plan = plan;
  }

  /** The same with nodes that someone wants in float; of another precision it knows nothing. */
  public CpuInt8Emission planned(PrecisionPlan wanted) {
    return new CpuInt8Emission(method, table, settings, wanted);
  }

  /** With ranges from the samples. */
  public static CpuInt8Emission calibrating(RangeMethod method, CpuInt8Settings settings) {
    return new CpuInt8Emission(method, Optional.empty(), settings, PrecisionPlan.none());
  }

  /** With ranges that were found before. */
  public static CpuInt8Emission with(RangeTable table, CpuInt8Settings settings) {
    return new CpuInt8Emission(
        RangeMethod.parse("max"), Optional.of(table), settings, PrecisionPlan.none());
  }

  /** The tensors of which such an emission needs ranges. */
  public static List<String> tensors(OnnxMl.ModelProto normalised, SampleFeed samples)
      throws RefusedException, IOException {
    try {
      ObservedTensor facts = ObservedTensor.of(normalised, samples);
      Graph graph = Graph.of(Graph.of(quick(normalised, facts)).model());
      ByteCandidates candidates = ByteCandidates.of(graph, facts);
      FasterInFloat front = FasterInFloat.of(graph, candidates);
      BytePlacement placement =
          BytePlacement.of(graph, facts, candidates, layer -> !front.has(layer.node()));
      return List.copyOf(placement.tensors());
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  @Override
  public EmittedGraph emit(OnnxMl.ModelProto normalised, SampleFeed samples)
      throws RefusedException, IOException {
    long opset = Graph.of(normalised).opset();
    if (opset < LEAST_OPSET) {
      throw new RefusedException(
          Problem.in(
              "int8 for onnxruntime",
              "the model's opset is "
                  + opset
                  + ", and steps per channel exist from opset "
                  + LEAST_OPSET
                  + " on",
              "raise the opset when normalising"));
    }
    if (samples.count() < 1) {
      throw new RefusedException(
          Problem.in("int8 for onnxruntime", "there is no sample", "give eight or more"));
    }
    try {
      return emitted(normalised, samples);
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  private EmittedGraph emitted(OnnxMl.ModelProto normalised, SampleFeed samples)
      throws RefusedException, IOException, OrtException {
    ObservedTensor facts = ObservedTensor.of(normalised, samples);
    // A plan names nodes of the model as it came.
    OnnxMl.ModelProto model = plan.isEmpty() ? quick(normalised, facts) : normalised;
    // Sorted: what follows walks from inputs to outputs.
    Graph graph = Graph.of(Graph.of(model).model());
    ByteCandidates candidates = ByteCandidates.of(graph, facts);
    FasterInFloat front = FasterInFloat.of(graph, candidates);
    FloatByPlan byPlan = FloatByPlan.of(plan, graph);
    Predicate<ActivatedLayer> open = layer -> !front.has(layer.node()) && !byPlan.has(layer.node());
    BytePlacement all = BytePlacement.of(graph, facts, candidates, open);
    if (all.layers().isEmpty()) {
      return new EmittedGraph(
          normalised,
          List.of(),
          List.of("no Conv, Gemm or MatMul has weights of its own: left as it is"));
    }
    RangeTable ranges = ranges(normalised, all, samples);
    TensorSteps steps = TensorSteps.of(graph, all, ranges);
    Map<GraphNode, ByteWeight> weights = new HashMap<>();
    for (ActivatedLayer layer : all.layers().values()) {
      ByteStep input = steps.of(layer.input());
      weights.put(layer.node(), ByteGraph.weight(layer, input, settings.levels()));
    }
    Map<GraphNode, float[]> shifts =
        ChannelShifts.of(model, facts, all.layers(), weights, steps, samples.spread(LOOKED_AT));
    KeptLayers.Writer writer =
        kept -> {
          BytePlacement placement =
              BytePlacement.of(
                  graph, facts, candidates, open.and(layer -> !kept.containsKey(layer.node())));
          OnnxMl.ModelProto written =
              new ByteGraph(model, placement, TensorSteps.of(graph, placement, ranges))
                  .write(weights, shifts);
          List<String> remarks = new ArrayList<>(ranges.remarks());
          settings.remark().ifPresent(remarks::add);
          placement.slowness(graph).ifPresent(remarks::add);
          List<KeptNode> higher = new ArrayList<>();
          kept.forEach((node, reason) -> higher.add(KeptNode.inFloat(node, reason)));
          higher.addAll(front.listed());
          higher.addAll(byPlan.listed());
          higher.addAll(candidates.listed());
          return new EmittedGraph(written, higher, remarks);
        };
    EmittedGraph whole = writer.without(Map.of());
    Graph variant = Graph.of(whole.model());
    return settings.keepsWorst()
        ? new KeptLayers(model, facts, samples)
            .of(
                whole,
                all.layers().keySet(),
                damage -> quantizing(damage, variant, all.layers().values()),
                writer)
        : whole;
  }

  /** Those that read the tensor and the one that makes it: each cuts it. */
  private static List<String> quantizing(
      LayerDamage damage, Graph variant, Collection<ActivatedLayer> layers) {
    List<String> names = new ArrayList<>(damage.layers());
    Optional<GraphNode> last = variant.producer(damage.tensor());
    layers.stream()
        .filter(layer -> last.filter(node -> node.name().equals(layer.last().name())).isPresent())
        .forEach(layer -> names.add(layer.node().name()));
    return names;
  }

  /** The same model, written so that the runtime is quick at it. */
  private static OnnxMl.ModelProto quick(OnnxMl.ModelProto normalised, ObservedTensor facts) {
    Graph graph = Graph.of(normalised);
    new SliceOfConcatRemoval(graph, facts).takeDirectly();
    new ChannelPadding(graph, facts).fill();
    graph.dropUnusedWeights();
    return graph.model();
  }

  private RangeTable ranges(OnnxMl.ModelProto model, BytePlacement placement, SampleFeed samples)
      throws RefusedException, IOException {
    if (table.isPresent()) {
      table.get().requireFits(model, placement.tensors());
      return table.get();
    }
    return new Calibration(method).ranges(model, placement.tensors(), samples);
  }

  private static RefusedException refused(OrtException e) {
    return new RefusedException(
        Problem.in(
            "int8 for onnxruntime",
            "ONNX Runtime cannot run the model with these samples: "
                + String.valueOf(e.getMessage()).strip(),
            "compare the samples' names, types and shapes with the model's inputs"));
  }
}
