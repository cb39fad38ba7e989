package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.NewNode;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a chain of so many nodes, to see what a conversion costs for each. */
public final class LongChain {
  private static final int FLOAT = 1;
  private static final int WIDTH = 8;

  private LongChain() {}

  public static void main(String[] words) throws Exception {
    int length = Integer.parseInt(words[1]);
    OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder().setIrVersion(8);
    model.addOpsetImportBuilder().setVersion(17);
    OnnxMl.GraphProto.Builder graph = model.getGraphBuilder().setName("chain");
    graph.addInput(end("x")).addOutput(end("y"));
    String last = "x";
    for (int node = 0; node < length; node++) {
      String output = node == length - 1 ? "y" : "t" + node;
      graph.addNode(NewNode.of(node % 2 == 0 ? "Sigmoid" : "Sqrt", output, last).build());
      last = output;
    }
    Files.write(Path.of(words[0]), model.build().toByteArray());
  }

  private static OnnxMl.ValueInfoProto end(String name) {
    OnnxMl.ValueInfoProto.Builder end = OnnxMl.ValueInfoProto.newBuilder().setName(name);
    OnnxMl.TypeProto.Tensor.Builder tensor = end.getTypeBuilder().getTensorTypeBuilder();
    tensor.setElemType(FLOAT).getShapeBuilder().addDimBuilder().setDimValue(1);
    tensor.getShapeBuilder().addDimBuilder().setDimValue(WIDTH);
    return end.build();
  }
}
