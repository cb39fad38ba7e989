package dev.gantry.converter.canonical;

import static dev.gantry.converter.Onnx.FLOAT;
import static dev.gantry.converter.Onnx.value;
import static dev.gantry.converter.Onnx.weight;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random graphs as the runtime might save them: many nodes that look the same, made-up names,
 * weights of the same content, bodies that read tensors around them, nodes that nobody asks for.
 */
final class SavedEngines {
  private static final int WIDTH = 4;
  private static final List<String> UNARY = List.of("Neg", "Abs", "Relu", "Sigmoid");
  private static final List<String> BINARY = List.of("Add", "Sub", "Mul");

  private final Random random;
  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
  private final List<String> tensors = new ArrayList<>();
  private int made;
  private int nodes;

  private SavedEngines(Random random) {
    this.random = random;
  }

  static OnnxMl.ModelProto random(Random random, int nodes) {
    return new SavedEngines(random).model(nodes);
  }

  private OnnxMl.ModelProto model(int nodes) {
    for (String input : List.of("x", "input_token_1")) {
      graph.addInput(value(input, FLOAT, WIDTH));
      tensors.add(input);
    }
    for (int number = 0; number < 4; number++) {
      String name = number == 0 ? "given" : madeUp("weight");
      float content = random.nextInt(2);
      graph.addInitializer(weight(name, content, 1, 2, 3));
      tensors.add(name);
    }
    OnnxMl.TensorProto.Builder condition =
        OnnxMl.TensorProto.newBuilder().setName("condition").setDataType(Onnx.BOOL);
    graph.addInitializer(condition.addInt32Data(random.nextInt(2)));
    for (int node = 0; node < nodes; node++) {
      add();
    }
    for (int output = 0; output < 2; output++) {
      graph.addNode(named("Identity").addInput(any()).addOutput("y" + output));
      graph.addOutput(value("y" + output, FLOAT, WIDTH));
    }
    return Onnx.model(graph);
  }

  private void add() {
    OnnxMl.NodeProto.Builder node =
        switch (random.nextInt(8)) {
          case 0 -> branches();
          case 1, 2, 3 -> named(UNARY.get(random.nextInt(UNARY.size()))).addInput(any());
          default ->
              named(BINARY.get(random.nextInt(BINARY.size()))).addInput(any()).addInput(any());
        };
    String output = random.nextInt(3) == 0 ? "tensor_" + made++ : madeUp("reorder");
    graph.addNode(node.addOutput(output));
    graph.addValueInfo(value(output, FLOAT, WIDTH));
    // Some are made for nobody.
    if (random.nextInt(5) > 0) {
      tensors.add(output);
    }
  }

  private OnnxMl.NodeProto.Builder branches() {
    return named("If")
        .addInput("condition")
        .addAttribute(branch("then_branch"))
        .addAttribute(branch("else_branch"));
  }

  /** The runtime numbers each body for itself, so that names in it may be those of another. */
  private OnnxMl.AttributeProto.Builder branch(String name) {
    String inner = "reorder_token_" + (9_000 + random.nextInt(3));
    OnnxMl.GraphProto.Builder body =
        OnnxMl.GraphProto.newBuilder()
            .setName(name)
            .addNode(named("Sub").addInput(any()).addInput(any()).addOutput(inner))
            .addNode(named("Add").addInput(inner).addInput(any()).addOutput(inner + "_sum"))
            .addOutput(value(inner + "_sum", FLOAT, WIDTH));
    return Onnx.attribute(name, OnnxMl.AttributeProto.AttributeType.GRAPH).setG(body);
  }

  private OnnxMl.NodeProto.Builder named(String operator) {
    String name = nodes++ == 0 ? "ReorderOutput" : madeUp("ReorderOutput");
    return OnnxMl.NodeProto.newBuilder().setOpType(operator).setName(name).setDocString(name);
  }

  private String madeUp(String stem) {
    return stem + "_token_" + made++;
  }

  private String any() {
    return tensors.get(random.nextInt(tensors.size()));
  }
}
