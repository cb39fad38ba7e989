package dev.gantry.converter.emit;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.graph.GraphNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A variant's graph, and what people should know of how it came to be.
 *
 * @param ranges of the tensors inside, where they were found apart and serve again
 */
public record EmittedGraph(
    OnnxMl.ModelProto model,
    List<KeptNode> kept,
    List<String> remarks,
    Optional<RangeTable> ranges) {
  public EmittedGraph {
    kept = List.copyOf(kept);
    remarks = List.copyOf(remarks);
  }

  public EmittedGraph(OnnxMl.ModelProto model, List<KeptNode> kept, List<String> remarks) {
    this(model, kept, remarks, Optional.empty());
  }

  public EmittedGraph remarked(String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    return new EmittedGraph(model, kept, more, ranges);
  }

  public EmittedGraph with(RangeTable table) {
    return new EmittedGraph(model, kept, remarks, Optional.of(table));
  }

  /** A node that stays at a higher precision than the variant's, and why. */
  public record KeptNode(String node, String operator, String precision, String reason) {
    public static KeptNode inFloat(GraphNode node, String reason) {
      return new KeptNode(node.name(), node.operator(), "fp32", reason);
    }
  }
}
