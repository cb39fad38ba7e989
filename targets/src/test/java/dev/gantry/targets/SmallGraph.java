package dev.gantry.targets;

import ai.onnx.proto.OnnxMl;

/** {@code y = x + x} for one float, under any names, as real ONNX bytes. */
final class SmallGraph {
  private SmallGraph() {}

  public static byte[] doubling() {
    return doubling("x", "y");
  }

  public static byte[] doubling(String input, String output) {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(
            OnnxMl.GraphProto.newBuilder()
                .setName("small")
                .addNode(
                    OnnxMl.NodeProto.newBuilder()
                        .setOpType("Add")
                        .addInput(input)
                        .addInput(input)
                        .addOutput(output))
                .addInput(oneFloat(input))
                .addOutput(oneFloat(output)))
        .build()
        .toByteArray();
  }

  private static OnnxMl.ValueInfoProto oneFloat(String name) {
    OnnxMl.TypeProto.Tensor.Builder tensor = OnnxMl.TypeProto.Tensor.newBuilder().setElemType(1);
    tensor.getShapeBuilder().addDimBuilder().setDimValue(1);
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
