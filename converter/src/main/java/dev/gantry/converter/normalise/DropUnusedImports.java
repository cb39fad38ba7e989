package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.model.NestedGraphs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A board's parser may stumble over a domain that it does not know, used or not. */
final class DropUnusedImports implements GraphPass {
  @Override
  public String name() {
    return "drop unused imports";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    Set<String> used =
        Stream.concat(
                NestedGraphs.nodes(model.getGraph()),
                model.getFunctionsList().stream()
                    .flatMap(function -> NestedGraphs.nodes(function.getNodeList())))
            .map(OnnxMl.NodeProto::getDomain)
            .collect(Collectors.toSet());
    List<OnnxMl.OperatorSetIdProto> kept =
        model.getOpsetImportList().stream()
            .filter(
                opset ->
                    NestedGraphs.isStandard(opset.getDomain()) || used.contains(opset.getDomain()))
            .toList();
    return kept.size() == model.getOpsetImportCount()
        ? model
        : model.toBuilder().clearOpsetImport().addAllOpsetImport(kept).build();
  }
}
