package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.List;
import java.util.Optional;

/** Shapes that no number can change are numbers themselves; what is computed of them follows. */
final class FoldShapes implements GraphPass {
  /** Each round makes more shapes known; chains of them are short. */
  private static final int MOST_ROUNDS = 12;

  private final FoldConstants constants = new FoldConstants();

  @Override
  public String name() {
    return "fold shapes";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) throws OrtException {
    OnnxMl.ModelProto folded = model;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      OnnxMl.ModelProto before = folded;
      if (before.getGraph().getNodeList().stream().noneMatch(FoldShapes::asksForShape)) {
        return before;
      }
      folded = round(before, scene.shapes(before));
      if (folded.equals(before)) {
        return before;
      }
      folded = constants.apply(folded, scene);
    }
    return folded;
  }

  private static boolean asksForShape(OnnxMl.NodeProto node) {
    return node.getOpType().equals("Shape") || node.getOpType().equals("Size");
  }

  private static OnnxMl.ModelProto round(OnnxMl.ModelProto model, ProvenShapes shapes) {
    Graph graph = Graph.of(model);
    boolean changed = false;
    for (GraphNode node : graph.nodes()) {
      Optional<OnnxMl.TensorProto> number = number(node, shapes);
      if (number.isPresent()) {
        graph.remove(node);
        graph.put(number.get());
        changed = true;
      }
    }
    return changed ? graph.model() : model;
  }

  private static Optional<OnnxMl.TensorProto> number(GraphNode node, ProvenShapes shapes) {
    Optional<List<Long>> known = node.input(0).flatMap(shapes::sides);
    if (known.isEmpty() || !(node.is("Shape") || node.is("Size"))) {
      return Optional.empty();
    }
    List<Long> sides = known.get();
    if (node.is("Shape")) {
      int start = index(node.integer("start", 0), sides.size());
      int end = Math.max(start, index(node.integer("end", sides.size()), sides.size()));
      sides = sides.subList(start, end);
    }
    if (sides.contains(-1L)) {
      return Optional.empty();
    }
    if (node.is("Size")) {
      long elements = sides.stream().reduce(1L, (left, right) -> left * right);
      return Optional.of(WeightNumbers.tensor(node.output(), List.of(), elements));
    }
    long[] numbers = sides.stream().mapToLong(Long::longValue).toArray();
    return Optional.of(
        WeightNumbers.tensor(node.output(), List.of((long) numbers.length), numbers));
  }

  private static int index(long asked, int rank) {
    long counted = asked < 0 ? asked + rank : asked;
    return (int) Math.max(0, Math.min(rank, counted));
  }
}
