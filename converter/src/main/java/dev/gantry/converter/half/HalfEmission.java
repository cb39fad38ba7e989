package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PlannedNodes;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has a graph compute in float16 wherever that does no harm. For TensorRT as types; for ONNX
 * Runtime, whose processors compute such a graph in float32 and hide what overflows, as rounding.
 *
 * @param halfEnds whether inputs and outputs become float16 too
 * @param decibel how much of the outputs has to be left: those nodes that cost most stay in float32
 *     until it is; none does for that reason where this is 0
 */
public record HalfEmission(Dialect dialect, boolean halfEnds, PrecisionPlan plan, double decibel)
    implements Emission {
  /** What is asked for where the most damaging nodes may stay higher. */
  public static final double FAITHFUL = 60;

  /** The operator set from which quantization may have steps of float16. */
  private static final long STEPS_IN_HALF = 19;

  private static final int LISTENED = 2;

  public HalfEmission(Dialect dialect, boolean halfEnds, PrecisionPlan plan) {
    this(dialect, halfEnds, plan, 0);
  }

  @Override
  public EmittedGraph emit(OnnxMl.ModelProto normalised, SampleFeed samples)
      throws RefusedException, IOException {
    if (samples.count() == 0) {
      throw refused("no sample is there to find what overflows", "give a golden set");
    }
    Graph graph = Graph.of(normalised);
    if (dialect == Dialect.TENSORRT && graph.opset() >= STEPS_IN_HALF) {
      new WeightSteps(graph).suit();
    }
    PlannedNodes planned = plan.on(graph);
    try {
      FloatPorts ports = new FloatPorts(graph, ObservedTensor.of(normalised, samples));
      Map<String, TensorReach> reaches =
          ReachMeasurement.of(
              normalised,
              watched(graph, ports),
              new SmallNumberTensors(graph).sensitive(),
              ports.facts(),
              samples);
      HalfChoice choice =
          new HalfChoice(graph, ports, new HarmedNodes(graph, ports, reaches).reasons(), planned);
      choice.make(dialect == Dialect.ONNXRUNTIME ? new QuantizedRegions(graph).nodes() : Set.of());
      if (!choice.problems().isEmpty()) {
        throw new RefusedException(choice.problems());
      }
      OutputNoise noise = OutputNoise.of(normalised, samples.spread(LISTENED));
      if (decibel > 0) {
        RoundedModel free = RoundedModel.of(normalised, graph, ports.facts(), choice.free());
        choice.keep(new NoisiestNodes(free, noise, decibel).nodes());
      }
      RoundedModel all = RoundedModel.of(normalised, graph, ports.facts(), choice.halves());
      choice.tell(noise.in(all.whole()), decibel);
      return write(graph, ports, reaches, choice);
    } catch (OrtException e) {
      throw refused(
          "ONNX Runtime cannot run the model on the samples: " + e.getMessage(),
          "check that they fit its inputs");
    }
  }

  private EmittedGraph write(
      Graph graph, FloatPorts ports, Map<String, TensorReach> reaches, HalfChoice choice) {
    HalfGraphEnds ends =
        halfEnds ? HalfGraphEnds.of(graph, ports, reaches) : HalfGraphEnds.asTheyAre();
    HalfLayout layout = HalfLayout.of(graph, ports, choice.halves(), ends.half());
    List<String> remarks = new ArrayList<>(choice.remarks());
    remarks.addAll(ends.remarks());
    if (choice.halves().isEmpty()) {
      remarks.add("no node computes in float32 that could in float16: nothing was changed");
    }
    WeightVersions weights =
        switch (dialect) {
          case TENSORRT -> new WeightVersions(layout, HalfWeights::typed);
          case ONNXRUNTIME -> new WeightVersions(layout, HalfWeights::rounded);
        };
    TensorVersions versions =
        switch (dialect) {
          case TENSORRT -> new TypedVersions(layout, weights);
          case ONNXRUNTIME -> new RoundedVersions(layout, weights);
        };
    List<EmittedGraph.KeptNode> kept = choice.kept();
    new HalfWriter(layout, versions).write();
    remarks.addAll(weights.remarks());
    return new EmittedGraph(graph.model(), kept, remarks);
  }

  /** The tensors that may become float16. */
  private static Set<String> watched(Graph graph, FloatPorts ports) {
    Set<String> watched = new HashSet<>();
    for (GraphNode node : graph.nodes()) {
      HalfPorts open = ports.of(node);
      open.inputs().forEach(input -> watched.add(node.inputs().get(input)));
      open.outputs().forEach(output -> watched.add(node.outputs().get(output)));
    }
    watched.removeIf(tensor -> graph.weight(tensor).isPresent() || isEmpty(ports, tensor));
    return watched;
  }

  /** Nothing has no largest number. */
  private static boolean isEmpty(FloatPorts ports, String tensor) {
    return ports.facts().of(tensor).filter(spec -> spec.shape().contains(0L)).isPresent();
  }

  private static RefusedException refused(String what, String remedy) {
    return new RefusedException(Problem.in("fp16", what, remedy));
  }
}
