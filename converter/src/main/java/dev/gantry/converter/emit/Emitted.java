package dev.gantry.converter.emit;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.calibrate.RangeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A variant's graph, and what people should know of how it came to be.
 *
 * @param ranges of the tensors inside, where they were found apart and serve again
 */
public record Emitted(
    OnnxMl.ModelProto model,
    List<KeptNode> kept,
    List<String> remarks,
    Optional<RangeTable> ranges) {
  public Emitted {
    kept = List.copyOf(kept);
    remarks = List.copyOf(remarks);
  }

  public Emitted(OnnxMl.ModelProto model, List<KeptNode> kept, List<String> remarks) {
    this(model, kept, remarks, Optional.empty());
  }

  public Emitted remarked(String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    return new Emitted(model, kept, more, ranges);
  }

  public Emitted with(RangeTable table) {
    return new Emitted(model, kept, remarks, Optional.of(table));
  }

  /** A node that stays at a higher precision than the variant's, and why. */
  public record KeptNode(String node, String operator, String precision, String reason) {}
}
