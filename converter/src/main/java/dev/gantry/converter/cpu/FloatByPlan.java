package dev.gantry.converter.cpu;

import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.plan.NodePrecision;
import dev.gantry.converter.plan.PlanFile;
import dev.gantry.converter.plan.PlannedNodes;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.util.List;
import java.util.Optional;

/** The nodes that a plan wants in float. */
record FloatByPlan(Graph graph, PlannedNodes planned) {
  /** Processors have no float16 to leave a node at. */
  static FloatByPlan of(PrecisionPlan plan, Graph graph) throws RefusedException {
    PlannedNodes planned = plan.on(graph);
    Optional<GraphNode> half =
        graph.nodes().stream()
            .filter(node -> planned.precision(node).equals(Optional.of(NodePrecision.FP16)))
            .findFirst();
    if (half.isPresent()) {
      throw new RefusedException(
          Problem.in(
              plan.source().file(),
              "wants node '" + half.get().name() + "' in fp16, and int8 for onnxruntime has none",
              "write fp32"));
    }
    return new FloatByPlan(graph, planned);
  }

  boolean has(GraphNode node) {
    return planned.precision(node).equals(Optional.of(NodePrecision.FP32));
  }

  List<KeptNode> listed() {
    return graph.nodes().stream()
        .filter(this::has)
        .map(
            node ->
                KeptNode.inFloat(
                    node, planned.rule(node).flatMap(PlanFile.Rule::why).orElse("as planned")))
        .toList();
  }
}
