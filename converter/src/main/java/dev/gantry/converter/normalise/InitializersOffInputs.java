package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A weight that is also an input could be overridden by a caller, so no optimiser may fold it.
 * Nobody overrides weights on a board.
 */
final class InitializersOffInputs implements GraphPass {
  private static final long FIRST_IR_WITHOUT_THE_DUTY = 4;

  @Override
  public String name() {
    return "initializers off inputs";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    Set<String> weights = new HashSet<>();
    model.getGraph().getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
    List<OnnxMl.ValueInfoProto> inputs =
        model.getGraph().getInputList().stream()
            .filter(input -> !weights.contains(input.getName()))
            .toList();
    OnnxMl.ModelProto.Builder changed = model.toBuilder();
    changed.getGraphBuilder().clearInput().addAllInput(inputs);
    // Before IR 4 every initializer had to be an input.
    changed.setIrVersion(Math.max(model.getIrVersion(), FIRST_IR_WITHOUT_THE_DUTY));
    return changed.build();
  }
}
