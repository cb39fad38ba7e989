package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.Optional;

/** Identities, and Dropout where nothing is trained, give out what they take in. */
final class DropIdentities implements GraphPass {
  @Override
  public String name() {
    return "drop identities";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    Graph graph = Graph.of(model);
    boolean changed = false;
    while (round(graph)) {
      changed = true;
    }
    return changed ? graph.model() : model;
  }

  /** A node that reads what was dropped is another one from then on: the next round meets it. */
  private static boolean round(Graph graph) {
    boolean changed = false;
    for (GraphNode node : graph.nodes()) {
      boolean current = graph.producer(node.output()).filter(node::equals).isPresent();
      changed |= current && isIdentity(graph, node) && drop(graph, node);
    }
    return changed;
  }

  private static boolean isIdentity(Graph graph, GraphNode node) {
    if (node.input(0).isEmpty() || node.output().isEmpty()) {
      return false;
    }
    return node.is("Identity") || (node.is("Dropout") && isAtRest(graph, node));
  }

  private static boolean isAtRest(Graph graph, GraphNode dropout) {
    boolean maskIsRead =
        dropout.outputs().stream()
            .skip(1)
            .anyMatch(mask -> graph.isOutput(mask) || !graph.readers(mask).isEmpty());
    Optional<String> training = dropout.input(2);
    return !maskIsRead
        && (training.isEmpty()
            || graph.weight(training.get()).filter(WeightNumbers::isAllZero).isPresent());
  }

  private static boolean drop(Graph graph, GraphNode node) {
    String from = node.output();
    String to = node.input(0).orElseThrow();
    boolean inBodies = graph.readers(from).stream().anyMatch(reader -> !isPlain(reader, from));
    if (inBodies) {
      return false;
    }
    if (!graph.isOutput(from)) {
      graph.redirect(from, to, reader -> true);
      graph.remove(node);
      return true;
    }
    return takeItsPlace(graph, node, from, to);
  }

  /** An output keeps its name: what is made before takes it over, where nothing hinders. */
  private static boolean takeItsPlace(Graph graph, GraphNode node, String from, String to) {
    Optional<GraphNode> maker = graph.producer(to);
    boolean inBodies = graph.readers(to).stream().anyMatch(reader -> !isPlain(reader, to));
    if (maker.isEmpty() || graph.isOutput(to) || inBodies) {
      return false;
    }
    graph.remove(node);
    OnnxMl.NodeProto.Builder renamed = maker.get().proto().toBuilder();
    for (int output = 0; output < renamed.getOutputCount(); output++) {
      if (renamed.getOutput(output).equals(to)) {
        renamed.setOutput(output, from);
      }
    }
    graph.replace(maker.get(), renamed.build());
    graph.redirect(to, from, reader -> true);
    return true;
  }

  private static boolean isPlain(GraphNode reader, String tensor) {
    return reader.inputs().contains(tensor)
        && reader.proto().getAttributeList().stream()
            .noneMatch(attribute -> attribute.hasG() || attribute.getGraphsCount() > 0);
  }
}
