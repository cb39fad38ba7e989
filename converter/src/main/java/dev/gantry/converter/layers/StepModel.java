package dev.gantry.converter.layers;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.Map;
import java.util.Set;

/** Some nodes of a model as a model of their own. */
public final class StepModel {
  private static final Map<ElementType, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry(ElementType.FLOAT32, 1),
          Map.entry(ElementType.UINT8, 2),
          Map.entry(ElementType.INT8, 3),
          Map.entry(ElementType.UINT16, 4),
          Map.entry(ElementType.INT16, 5),
          Map.entry(ElementType.INT32, 6),
          Map.entry(ElementType.INT64, 7),
          Map.entry(ElementType.BOOL, 9),
          Map.entry(ElementType.FLOAT16, 10),
          Map.entry(ElementType.FLOAT64, 11),
          Map.entry(ElementType.UINT32, 12),
          Map.entry(ElementType.UINT64, 13),
          Map.entry(ElementType.BFLOAT16, 16));

  private StepModel() {}

  /** Nothing yet, with the versions of a model. */
  public static Graph empty(OnnxMl.ModelProto.Builder shell) {
    return Graph.of(
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(shell.getIrVersion())
            .addAllOpsetImport(shell.getOpsetImportList())
            .setGraph(OnnxMl.GraphProto.newBuilder().setName("step"))
            .build());
  }

  /** Any number of dimensions and any size are welcome. */
  public static void input(Graph step, TensorSpec spec) {
    Integer number = NUMBERS.get(spec.type());
    if (number == null) {
      throw new IllegalArgumentException("no number for " + spec.type());
    }
    OnnxMl.ValueInfoProto.Builder input =
        step.shell().getGraphBuilder().addInputBuilder().setName(spec.name());
    input.getTypeBuilder().getTensorTypeBuilder().setElemType(number);
  }

  public static void output(Graph step, String name) {
    step.shell().getGraphBuilder().addOutputBuilder().setName(name);
  }

  /** One node, the weights that it reads within, giving those outputs that someone wants. */
  public static OnnxMl.ModelProto of(
      Graph graph, GraphNode node, Map<String, TensorSpec> inputs, Set<String> wanted) {
    Graph step = empty(graph.shell());
    step.add(node.proto());
    for (String read : node.reads()) {
      graph.weight(read).ifPresent(step::put);
    }
    inputs.values().forEach(spec -> input(step, spec));
    node.outputs().stream().filter(wanted::contains).forEach(name -> output(step, name));
    return step.model();
  }
}
