package dev.gantry.targets.standin;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What TensorRT's parser refuses, in its words. */
record Parser(Version version, boolean nothingIsKnown) {
  private static final List<String> TOLD_BY_PARSING =
      List.of(
          "Failed to parse onnx file",
          "Parsing model failed",
          "Failed to create engine from model or file.",
          "Engine set up failed");

  ModelProto parse(byte[] onnx, String path) throws Stopped {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw stopped("[TRT] ModelImporter.cpp:688: Failed to parse ONNX model from file: " + path);
    }
    checkOpsets(model);
    Map<String, TensorProto> weights = new HashMap<>();
    model.getGraph().getInitializerList().forEach(each -> weights.put(each.getName(), each));
    int index = 0;
    for (NodeProto node : model.getGraph().getNodeList()) {
      Optional<Refusal> refusal = refusal(node, weights);
      if (refusal.isPresent()) {
        throw refused(node, index, refusal.get());
      }
      index++;
    }
    return model;
  }

  /**
   * The real parser looks at each operator, not at the number; the stand-in holds the number
   * against what the version is said to know, so that no newer graph slips by.
   */
  private void checkOpsets(ModelProto model) throws Stopped {
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      if (standard(opset.getDomain()) && opset.getVersion() > version.opsets()) {
        throw stopped(
            "[TRT] ModelImporter.cpp:83: ERROR: ModelImporter.cpp:83 In function importModel:\n"
                + "[8] Assertion failed: opset version "
                + opset.getVersion()
                + " is not supported, the latest is "
                + version.opsets());
      }
    }
  }

  private record Refusal(List<String> before, String place, String why) {}

  private Optional<Refusal> refusal(NodeProto node, Map<String, TensorProto> weights) {
    if (nothingIsKnown || !standard(node.getDomain())) {
      return Optional.of(noPlugin(node));
    }
    boolean quantizes = node.getOpType().equals("QuantizeLinear");
    if (!quantizes && !node.getOpType().equals("DequantizeLinear")) {
      return Optional.empty();
    }
    TensorProto zero = node.getInputCount() > 2 ? weights.get(node.getInput(2)) : null;
    if (zero != null && !allZero(zero)) {
      return Optional.of(
          new Refusal(
              List.of(),
              version.major() >= 10
                  ? "onnxOpImporters.cpp:1738 In function QuantDequantLinearHelper"
                  : "builtin_op_importers.cpp:1195 In function QuantDequantLinearHelper",
              "[6] Assertion failed: shiftIsAllZeros(zeroPoint)"
                  + (version.major() >= 10
                      ? ": Non-zero zero point is not supported. Please set"
                          + " kENABLE_UINT8_AND_ASYMMETRIC_QUANTIZATION_DLA to enable asymmetric"
                          + " quantization if it is on DLA."
                      : " && \"TRT only supports symmetric quantization - zeroPt must be all"
                          + " zeros\"")));
    }
    TensorProto input = quantizes ? null : weights.get(node.getInput(0));
    if (input != null && input.getDataType() == DataType.INT32.getNumber()) {
      return Optional.of(
          new Refusal(
              List.of(),
              "ModelImporter.cpp:180 In function parseNode",
              "[6] Invalid Node - "
                  + name(node)
                  + "\nDequantizeLayer can only run in DataType::kINT8"
                  + (version.major() >= 10 ? "/kFP8/kFP4/kINT4 precision" : " precision")));
    }
    return Optional.empty();
  }

  private Refusal noPlugin(NodeProto node) {
    if (version.major() >= 10) {
      return new Refusal(
          List.of(
              "[TRT] IPluginRegistry::getCreator: Error Code 4: API Usage Error (Cannot find plugin: "
                  + node.getOpType()
                  + ", version: 1, namespace:.)"),
          "onnxOpCheckers.cpp:781 In function checkFallbackPluginImporter",
          "[6] creator && \"Plugin not found, are the plugin name, version, and namespace correct?\"");
    }
    return new Refusal(
        List.of(
            "[TRT] 3: getPluginCreator could not find plugin: " + node.getOpType() + " version: 1"),
        "builtin_op_importers.cpp:5428 In function importFallbackPluginImporter",
        "[8] Assertion failed: creator && \"Plugin not found, are the plugin name, version, and"
            + " namespace correct?\"");
  }

  private Stopped refused(NodeProto node, int index, Refusal refusal) {
    int line = version.since(10, 13) ? 138 : version.major() >= 10 ? 949 : 726;
    List<String> lines = new ArrayList<>(refusal.before());
    lines.add(
        importer(line)
            + "While parsing node number "
            + index
            + " ["
            + node.getOpType()
            + " -> \""
            + (node.getOutputCount() > 0 ? node.getOutput(0) : "")
            + "\"]:");
    lines.add(importer(line + 1) + "--- Begin node ---");
    lines.add(importer(line + 2) + described(node));
    lines.add(importer(line + 3) + "--- End node ---");
    lines.add(importer(line + 6) + "ERROR: " + refusal.place() + ":\n" + refusal.why());
    lines.addAll(TOLD_BY_PARSING);
    return new Stopped(lines);
  }

  private static Stopped stopped(String first) {
    List<String> lines = new ArrayList<>(List.of(first));
    lines.addAll(TOLD_BY_PARSING);
    return new Stopped(lines);
  }

  private static String importer(int line) {
    return "[TRT] ModelImporter.cpp:" + line + ": ";
  }

  private static String described(NodeProto node) {
    StringBuilder text = new StringBuilder();
    node.getInputList().forEach(input -> text.append("input: \"").append(input).append("\"\n"));
    node.getOutputList().forEach(out -> text.append("output: \"").append(out).append("\"\n"));
    text.append("name: \"").append(node.getName()).append("\"\n");
    text.append("op_type: \"").append(node.getOpType()).append("\"\n");
    if (!node.getDomain().isEmpty()) {
      text.append("domain: \"").append(node.getDomain()).append("\"\n");
    }
    return text.toString();
  }

  /** A node without a name is called after what it makes. */
  static String name(NodeProto node) {
    return node.getName().isEmpty() ? "node_of_" + node.getOutput(0) : node.getName();
  }

  private static boolean standard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private static boolean allZero(TensorProto tensor) {
    for (byte each : tensor.getRawData().toByteArray()) {
      if (each != 0) {
        return false;
      }
    }
    return tensor.getInt32DataList().stream().allMatch(each -> each == 0);
  }
}
