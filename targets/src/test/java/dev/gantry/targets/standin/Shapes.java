package dev.gantry.targets.standin;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shape and type of everything that a graph computes: it is run once, and all of it is looked
 * at.
 */
record Shapes(Map<String, TensorInfo> known) {
  static Shapes of(ModelProto model) throws OrtException {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    Set<String> told = new HashSet<>();
    graph.getOutputList().forEach(output -> told.add(output.getName()));
    for (NodeProto node : model.getGraph().getNodeList()) {
      for (String output : node.getOutputList()) {
        if (!output.isEmpty() && told.add(output)) {
          graph.addOutput(ValueInfoProto.newBuilder().setName(output));
        }
      }
    }
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    Map<String, TensorInfo> known = new HashMap<>();
    Map<String, OnnxTensor> feed = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session =
          runtime.createSession(model.toBuilder().setGraph(graph).build().toByteArray(), options)) {
        for (NodeInfo input : session.getInputInfo().values()) {
          TensorInfo info = (TensorInfo) input.getInfo();
          Tensor tensor = Tensor.of(input.getName(), true, info, new Version(10, 3, 0));
          OnnxTensor zeros =
              OnnxTensor.createTensor(
                  runtime,
                  ByteBuffer.allocateDirect(tensor.size()),
                  tensor.dimensions(),
                  tensor.type());
          feed.put(tensor.name(), zeros);
          known.put(tensor.name(), zeros.getInfo());
        }
        try (OrtSession.Result result = session.run(feed)) {
          for (Map.Entry<String, OnnxValue> each : result) {
            if (each.getValue() instanceof OnnxTensor tensor) {
              known.put(each.getKey(), tensor.getInfo());
            }
          }
        }
      }
    } finally {
      feed.values().forEach(OnnxTensor::close);
    }
    return new Shapes(known);
  }

  List<Long> shape(String name) {
    TensorInfo info = known.get(name);
    return info == null ? List.of() : Arrays.stream(info.getShape()).boxed().toList();
  }

  String type(String name) {
    TensorInfo info = known.get(name);
    if (info == null) {
      return "Float";
    }
    return switch (info.type) {
      case FLOAT16 -> "Half";
      case INT8, UINT8 -> "Int8";
      case INT32 -> "Int32";
      case INT64 -> "Int64";
      case BOOL -> "Bool";
      default -> "Float";
    };
  }
}
