package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.converter.model.RuntimeNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tensors whose names cannot be said to the runtime could not be looked at on their way. */
final class RenameTensors implements GraphPass {
  @Override
  public String name() {
    return "rename tensors";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    Map<String, String> names = names(model.getGraph());
    return names.isEmpty()
        ? model
        : model.toBuilder().setGraph(renamed(model.getGraph(), names)).build();
  }

  private static Map<String, String> names(GraphProto graph) {
    Set<String> taken = new HashSet<>(NestedGraphs.names(graph).toList());
    Map<String, String> names = new HashMap<>();
    for (String name :
        NestedGraphs.names(graph).filter(name -> !RuntimeNames.canBeSaid(name)).toList()) {
      if (!names.containsKey(name)) {
        String plain = plain(name);
        String fresh = plain;
        for (int number = 1; !taken.add(fresh); number++) {
          fresh = plain + "_" + number;
        }
        names.put(name, fresh);
      }
    }
    // What a model is fed and asked by keeps its name, whatever becomes of it.
    graph.getInputList().forEach(value -> names.remove(value.getName()));
    graph.getOutputList().forEach(value -> names.remove(value.getName()));
    return names;
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    name.codePoints()
        .forEach(
            letter -> {
              String said = Character.toString(letter);
              plain.append(
                  RuntimeNames.canBeSaid(said) ? said : "_u" + Integer.toHexString(letter));
            });
    return plain.toString();
  }

  private static GraphProto renamed(GraphProto graph, Map<String, String> names) {
    GraphProto.Builder changed = graph.toBuilder();
    for (List<OnnxMl.ValueInfoProto.Builder> values :
        List.of(
            changed.getInputBuilderList(),
            changed.getOutputBuilderList(),
            changed.getValueInfoBuilderList())) {
      values.forEach(value -> value.setName(said(value.getName(), names)));
    }
    changed
        .getInitializerBuilderList()
        .forEach(weight -> weight.setName(said(weight.getName(), names)));
    changed
        .getSparseInitializerBuilderList()
        .forEach(
            weight -> weight.getValuesBuilder().setName(said(weight.getValues().getName(), names)));
    changed
        .getQuantizationAnnotationBuilderList()
        .forEach(note -> note.setTensorName(said(note.getTensorName(), names)));
    changed.getNodeBuilderList().forEach(node -> rename(node, names));
    return changed.build();
  }

  private static void rename(NodeProto.Builder node, Map<String, String> names) {
    for (int index = 0; index < node.getInputCount(); index++) {
      node.setInput(index, said(node.getInput(index), names));
    }
    for (int index = 0; index < node.getOutputCount(); index++) {
      node.setOutput(index, said(node.getOutput(index), names));
    }
    for (OnnxMl.AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(renamed(attribute.getG(), names));
      }
      for (int index = 0; index < attribute.getGraphsCount(); index++) {
        attribute.setGraphs(index, renamed(attribute.getGraphs(index), names));
      }
    }
  }

  private static String said(String name, Map<String, String> names) {
    return names.getOrDefault(name, name);
  }
}
