package dev.gantry.runner;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Graphs of a node or two, as real ONNX bytes. */
public final class SmallGraph {
  private SmallGraph() {}

  /** {@code y = x + x}, float32 in and out. */
  public static Path doubling(Path file, long... shape) throws IOException {
    return one(file, "Add", List.of("x", "x"), 1, 1, shape);
  }

  /** One node from x to y, of the given ONNX element types. */
  public static Path one(
      Path file, String operator, List<String> inputs, int from, int to, long... shape)
      throws IOException {
    OnnxMl.NodeProto.Builder node =
        OnnxMl.NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput("y");
    if (operator.equals("Cast")) {
      node.addAttribute(
          OnnxMl.AttributeProto.newBuilder()
              .setName("to")
              .setType(OnnxMl.AttributeProto.AttributeType.INT)
              .setI(to));
    }
    OnnxMl.ModelProto model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(
                OnnxMl.GraphProto.newBuilder()
                    .setName("small")
                    .addNode(node)
                    .addInput(value("x", from, shape))
                    .addOutput(value("y", to)))
            .build();
    return Files.write(file, model.toByteArray());
  }

  private static OnnxMl.ValueInfoProto value(String name, int type, long... shape) {
    OnnxMl.TypeProto.Tensor.Builder tensor = OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type);
    if (shape.length > 0) {
      for (long dimension : shape) {
        OnnxMl.TensorShapeProto.Dimension.Builder side = tensor.getShapeBuilder().addDimBuilder();
        if (dimension < 0) {
          side.setDimParam("n");
        } else {
          side.setDimValue(dimension);
        }
      }
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
