package dev.gantry.targets.standin;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gantry.targets.standin.Layer.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers that an engine of this graph would have: those with weights take a following Relu in
 * and run in what their inputs come in, and a Reformat stands where a tensor is quantized.
 */
final class Layers {
  private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");
  private static final Set<String> NO_LAYER = Set.of("DequantizeLinear", "Constant", "Identity");

  private final Plan plan;
  private final Shapes shapes;
  private final Map<String, TensorProto> weights = new HashMap<>();
  private final Map<String, NodeProto> makers = new HashMap<>();
  private final Map<String, List<NodeProto>> users = new HashMap<>();
  private final Set<NodeProto> taken = new HashSet<>();

  private Layers(Plan plan, GraphProto graph, Shapes shapes) {
    this.plan = plan;
    this.shapes = shapes;
    graph.getInitializerList().forEach(each -> weights.put(each.getName(), each));
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
      node.getInputList()
          .forEach(input -> users.computeIfAbsent(input, name -> new ArrayList<>()).add(node));
    }
  }

  static List<Layer> of(Plan plan) throws OrtException, InvalidProtocolBufferException {
    ModelProto model = ModelProto.parseFrom(plan.onnx());
    Layers layers = new Layers(plan, model.getGraph(), Shapes.of(model));
    List<Layer> all = new ArrayList<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (!layers.taken.contains(node)
          && !NO_LAYER.contains(node.getOpType())
          && !layers.constant(node)) {
        all.add(layers.layer(node));
      }
    }
    return all;
  }

  private Layer layer(NodeProto node) {
    if (node.getOpType().equals("QuantizeLinear")) {
      String from = type(node.getInput(0));
      String to = fallsBack() ? "Float" : "Int8";
      return new Layer(
          Parser.name(node),
          "Reformat",
          edges(List.of(node.getInput(0)), from),
          edges(node.getOutputList(), to),
          0,
          to,
          List.of(Parser.name(node)));
    }
    return WEIGHTED.contains(node.getOpType()) ? weighted(node) : plain(node);
  }

  private Layer weighted(NodeProto node) {
    List<String> nodes = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    long count = 0;
    boolean quantized = true;
    for (int i = 0; i < node.getInputCount(); i++) {
      String input = node.getInput(i);
      NodeProto maker = makers.get(input);
      boolean dequantized = maker != null && maker.getOpType().equals("DequantizeLinear");
      String source = dequantized ? maker.getInput(0) : input;
      TensorProto weight = weights.get(source);
      // A bias stays as it is.
      quantized &= dequantized || i > 1;
      if (weight == null && (maker == null || !constant(maker))) {
        inputs.add(source);
        continue;
      }
      if (i == 1 && weight != null) {
        count = elements(weight);
      }
      if (dequantized) {
        nodes.add(Parser.name(maker));
      }
    }
    nodes.add(Parser.name(node));
    String output = node.getOutput(0);
    List<NodeProto> next = users.getOrDefault(output, List.of());
    if (next.size() == 1 && next.get(0).getOpType().equals("Relu")) {
      taken.add(next.get(0));
      nodes.add(Parser.name(next.get(0)));
      output = next.get(0).getOutput(0);
    }
    String type = quantized ? (fallsBack() ? "Float" : "Int8") : type(node.getOutput(0));
    String kind =
        node.getOpType().equals("Conv")
            ? "CaskConvolution"
            : node.getOpType().equals("ConvTranspose") ? "CaskDeconvolution" : "CaskGemm";
    return new Layer(
        String.join(" + ", nodes),
        kind,
        edges(inputs, type),
        edges(List.of(output), quantized && fallsBack() ? "Float" : type(output)),
        count,
        type,
        nodes);
  }

  private Layer plain(NodeProto node) {
    List<String> inputs =
        node.getInputList().stream()
            .filter(input -> !input.isEmpty() && !weights.containsKey(input))
            .toList();
    String kind =
        switch (node.getOpType()) {
          case "Cast" -> "Reformat";
          case "MaxPool", "AveragePool", "GlobalAveragePool" -> "CaskPooling";
          case "Reshape", "Transpose", "Flatten", "Unsqueeze", "Squeeze" -> "Shuffle";
          case "Softmax" -> "SoftMax";
          case "Resize" -> "Resize";
          default -> "PointWiseV2";
        };
    String type = type(node.getOutput(0));
    return new Layer(
        Parser.name(node),
        kind,
        edges(inputs, type),
        edges(List.of(node.getOutput(0)), type),
        0,
        type,
        List.of(Parser.name(node)));
  }

  private List<Edge> edges(List<String> names, String type) {
    return names.stream().map(name -> new Edge(name, shapes.shape(name), type)).toList();
  }

  private boolean constant(NodeProto node) {
    return node.getInputCount() > 0
        && node.getInputList().stream()
            .allMatch(input -> input.isEmpty() || weights.containsKey(input));
  }

  private boolean fallsBack() {
    return plan.flags().contains(Fault.INT8_FALLS_BACK.word());
  }

  /** Weak typing takes halves where it may. */
  private String type(String tensor) {
    String type = shapes.type(tensor);
    boolean halves = plan.flags().contains("fp16") || plan.flags().contains("best");
    return type.equals("Float") && halves ? "Half" : type;
  }

  private static long elements(TensorProto tensor) {
    return tensor.getDimsList().stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }
}
