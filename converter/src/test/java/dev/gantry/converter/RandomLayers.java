package dev.gantry.converter;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The layers of a random graph; all tensors between them have four sides, the first of them 1. */
final class RandomLayers {
  private final Random random;
  private final int opset;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final List<TensorProto> weights = new ArrayList<>();
  private final List<TensorSpec> tensors = new ArrayList<>();
  private int names;

  RandomLayers(Random random, int opset) {
    this.random = random;
    this.opset = opset;
  }

  void begin(TensorSpec input) {
    tensors.add(input);
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  List<TensorProto> weights() {
    return weights;
  }

  /** The last, and sometimes another: what neither needs is dead. */
  Set<String> ends() {
    Set<String> ends = new TreeSet<>();
    ends.add(tensors.get(tensors.size() - 1).name());
    TensorSpec other = tensors.get(random.nextInt(tensors.size()));
    if (random.nextInt(3) == 0 && !other.name().equals("x")) {
      ends.add(other.name());
    }
    return ends;
  }

  /** One layer on one of the latest tensors. */
  void add() {
    int back = Math.min(tensors.size(), 1 + random.nextInt(3));
    TensorSpec from = tensors.get(tensors.size() - back);
    switch (random.nextInt(22)) {
      case 0, 1, 2 -> convolution(from);
      case 3 -> transposed(from);
      case 4 -> normalized(from);
      case 5 -> keep(from, node(pick("Relu", "Sigmoid", "Tanh", "LeakyRelu"), from.name()));
      case 6 -> keep(from, node("Mul", from.name(), node("Sigmoid", from.name())));
      case 7 -> clip(from);
      case 8 -> newer(from);
      case 9 -> keep(from, node(pick("Add", "Mul", "Sub"), from.name(), number(1, 1, 1)));
      case 10 -> joined(from);
      case 11 -> pooled(from);
      case 12 -> grown(from);
      case 13 -> padded(from);
      case 14 -> split(from);
      case 15 -> keep(from, node("Softmax", List.of(from.name()), integer("axis", axis(from))));
      case 16 -> keep(from, node(pick("Identity", "Dropout"), from.name()));
      case 17 -> reshaped(from);
      case 18 -> chosen(from);
      case 19 -> reduced(from);
      case 20 -> squeezed(from);
      default -> linear(from);
    }
  }

  private void convolution(TensorSpec from) {
    long channels = from.shape().get(1);
    boolean depthwise = random.nextBoolean();
    long out = depthwise ? channels : 2L + random.nextInt(4);
    List<String> inputs = new ArrayList<>(List.of(from.name()));
    inputs.add(number(out, depthwise ? 1 : channels, 3, 3));
    if (random.nextBoolean()) {
      inputs.add(number(out));
    }
    String made =
        node(
            "Conv",
            inputs,
            integers("pads", 1, 1, 1, 1),
            integer("group", depthwise ? channels : 1));
    TensorSpec spec = keep(sides(from, out, from.shape().get(2), from.shape().get(3)), made);
    if (random.nextBoolean()) {
      normalized(spec);
    }
  }

  private void transposed(TensorSpec from) {
    long channels = from.shape().get(1);
    long group = channels % 2 == 0 && random.nextBoolean() ? 2 : 1;
    String made =
        node(
            "ConvTranspose",
            List.of(from.name(), number(channels, 2, 2, 2)),
            integer("group", group),
            integers("strides", 1, 1));
    normalized(
        keep(sides(from, 2 * group, from.shape().get(2) + 1, from.shape().get(3) + 1), made));
  }

  private void normalized(TensorSpec from) {
    long channels = from.shape().get(1);
    float[] variance = new float[(int) channels];
    for (int channel = 0; channel < variance.length; channel++) {
      variance[channel] = 0.5f + random.nextFloat();
    }
    String spread = keep(WeightNumbers.tensor("", List.of(channels), variance));
    String mean = number(channels);
    keep(
        from,
        node("BatchNormalization", from.name(), number(channels), number(channels), mean, spread));
  }

  private void clip(TensorSpec from) {
    keep(
        from,
        opset < 11
            ? node("Clip", List.of(from.name()), real("min", -0.5f), real("max", 0.75f))
            : node("Clip", from.name(), scalar(-0.5f), random.nextBoolean() ? scalar(1) : ""));
  }

  /** What older sets do not have. */
  private void newer(TensorSpec from) {
    if (opset >= 20 && random.nextBoolean()) {
      keep(from, node("Gelu", from.name()));
    } else if (opset >= 18 && random.nextBoolean()) {
      keep(from, node("Mish", from.name()));
    } else if (opset >= 17 && random.nextBoolean()) {
      long width = from.shape().get(3);
      // Rows that hardly differ would be blown up together with their rounding.
      List<String> inputs = List.of(from.name(), number(width), number(width));
      keep(from, node("LayerNormalization", inputs, real("epsilon", 0.5f)));
    } else if (opset >= 14) {
      keep(from, node("HardSwish", from.name()));
    } else {
      keep(from, node("HardSigmoid", from.name()));
    }
  }

  private void joined(TensorSpec from) {
    String bent = node("Relu", from.name());
    String both = node("Concat", List.of(from.name(), bent), integer("axis", 1));
    long channels = 2 * from.shape().get(1);
    String less = node("Conv", both, number(2, channels, 1, 1));
    keep(sides(from, 2, from.shape().get(2), from.shape().get(3)), less);
  }

  private void pooled(TensorSpec from) {
    String made =
        node(
            pick("MaxPool", "AveragePool"),
            List.of(from.name()),
            integers("kernel_shape", 3, 3),
            integers("pads", 1, 1, 1, 1));
    keep(from, made);
  }

  private void grown(TensorSpec from) {
    if (from.shape().get(2) > 12) {
      return;
    }
    AttributeProto mode =
        Onnx.attribute("mode", AttributeType.STRING)
            .setS(com.google.protobuf.ByteString.copyFromUtf8(pick("nearest", "linear")))
            .build();
    String made;
    if (opset < 9) {
      AttributeProto scales =
          Onnx.attribute("scales", AttributeType.FLOATS)
              .addAllFloats(List.of(1f, 1f, 2f, 1.5f))
              .build();
      made = node("Upsample", List.of(from.name()), mode, scales);
    } else {
      String scales = keep(WeightNumbers.tensor("", List.of(4L), 1, 1, 2, 1.5f));
      List<String> inputs =
          opset < 11
              ? List.of(from.name(), scales)
              : List.of(
                  from.name(), keep(WeightNumbers.tensor("", List.of(0L), new float[0])), scales);
      made = node(opset == 9 ? "Upsample" : "Resize", inputs, mode);
    }
    keep(
        sides(from, from.shape().get(1), 2 * from.shape().get(2), from.shape().get(3) * 3 / 2),
        made);
  }

  private void padded(TensorSpec from) {
    long[] pads = {0, 0, 1, 0, 0, 0, 0, 2};
    String made =
        opset < 11
            ? node("Pad", List.of(from.name()), integers("pads", pads), real("value", 0.5f))
            : node("Pad", from.name(), longs(pads), scalar(0.5f));
    keep(sides(from, from.shape().get(1), from.shape().get(2) + 1, from.shape().get(3) + 2), made);
  }

  private void split(TensorSpec from) {
    long height = from.shape().get(2);
    boolean even = height % 2 == 0 && random.nextBoolean();
    long[] parts = {even ? height / 2 : 1, even ? height / 2 : height - 1};
    List<String> inputs = new ArrayList<>(List.of(from.name()));
    List<AttributeProto> attributes = new ArrayList<>(List.of(integer("axis", 2)));
    if (opset >= 13 && !even) {
      inputs.add(longs(parts));
    } else if (opset >= 18) {
      attributes.add(integer("num_outputs", 2));
    } else if (opset < 13 && !even) {
      attributes.add(integers("split", parts));
    }
    String first = node("Split", inputs, attributes.toArray(new AttributeProto[0]));
    String second = name();
    NodeProto made = nodes.remove(nodes.size() - 1);
    nodes.add(made.toBuilder().addOutput(second).build());
    keep(from, node("Concat", List.of(second, first), integer("axis", 2)));
  }

  private void reshaped(TensorSpec from) {
    String shape = node("Shape", from.name());
    AttributeProto axis = integer("axis", 0);
    String first = node("Gather", List.of(shape, longs(0)), axis);
    String flat = node("Concat", List.of(first, longs(-1)), axis);
    String row = node("Reshape", from.name(), flat);
    String bent = node("Tanh", row);
    keep(from, node("Reshape", bent, shape));
  }

  /** A branch that depends on the input, and two that hold a constant each. */
  private void chosen(TensorSpec from) {
    String sum =
        opset < 13
            ? node("ReduceSum", List.of(from.name()), integer("keepdims", 0))
            : node("ReduceSum", List.of(from.name(), longs(0, 1, 2, 3)), integer("keepdims", 0));
    String choice = node("Greater", sum, scalar(0));
    String made =
        node(
            "If",
            List.of(choice),
            Onnx.attribute("then_branch", AttributeType.GRAPH).setG(body(2)).build(),
            Onnx.attribute("else_branch", AttributeType.GRAPH).setG(body(-3)).build());
    keep(from, node("Add", from.name(), made));
  }

  private GraphProto body(float value) {
    String name = name();
    AttributeProto.Builder held =
        Onnx.attribute("value", AttributeType.TENSOR)
            .setT(WeightNumbers.tensor("", List.of(), value));
    return GraphProto.newBuilder()
        .setName(name + "_body")
        .addNode(Onnx.constant(name, held))
        .addOutput(Onnx.value(name, Onnx.FLOAT))
        .build();
  }

  private void reduced(TensorSpec from) {
    boolean input = opset >= 18;
    String mean =
        input
            ? node("ReduceMean", from.name(), longs(2, 3))
            : node("ReduceMean", List.of(from.name()), integers("axes", 2, 3));
    keep(from, node("Mul", from.name(), node("Sigmoid", mean)));
  }

  private void squeezed(TensorSpec from) {
    String flat;
    String whole;
    if (opset < 13) {
      flat = node("Squeeze", List.of(from.name()), integers("axes", 0));
      whole = node("Unsqueeze", List.of(node("Relu", flat)), integers("axes", 0));
    } else {
      flat = node("Squeeze", from.name(), longs(0));
      whole = node("Unsqueeze", node("Relu", flat), longs(0));
    }
    keep(from, whole);
  }

  private void linear(TensorSpec from) {
    long channels = from.shape().get(1);
    String pooled = node("GlobalAveragePool", from.name());
    String flat = node("Reshape", pooled, longs(1, channels));
    String made =
        random.nextBoolean()
            ? node("Gemm", List.of(flat, number(3, channels), number(3)), integer("transB", 1))
            : node("MatMul", flat, number(channels, 3));
    String turned = node("Transpose", List.of(made), integers("perm", 1, 0));
    String back = node("Transpose", List.of(turned), integers("perm", 1, 0));
    keep(sides(from, 3, 1, 1), node("Reshape", back, longs(1, 3, 1, 1)));
  }

  private long axis(TensorSpec from) {
    return opset < 11 ? 1L + random.nextInt(3) : random.nextInt(from.shape().size()) - 3L;
  }

  private static TensorSpec sides(TensorSpec like, long channels, long height, long width) {
    return new TensorSpec(like.name(), like.type(), List.of(1L, channels, height, width));
  }

  private TensorSpec keep(TensorSpec shape, String name) {
    TensorSpec spec = new TensorSpec(name, shape.type(), shape.shape());
    tensors.add(spec);
    return spec;
  }

  /** As a weight, or as a node that holds it. */
  private String keep(TensorProto number) {
    String name = name();
    if (random.nextInt(3) == 0) {
      nodes.add(
          Onnx.constant(name, Onnx.attribute("value", AttributeType.TENSOR).setT(number)).build());
    } else {
      weights.add(number.toBuilder().setName(name).build());
    }
    return name;
  }

  private String number(long... shape) {
    List<Long> sides = new ArrayList<>();
    int count = 1;
    for (long side : shape) {
      sides.add(side);
      count *= (int) side;
    }
    float[] values = new float[count];
    for (int index = 0; index < count; index++) {
      values[index] = (float) (random.nextGaussian() / Math.sqrt((double) count / shape[0]));
    }
    return keep(WeightNumbers.tensor("", sides, values));
  }

  /** Sometimes as what is computed of two others. */
  private String scalar(float value) {
    if (random.nextInt(4) == 0) {
      String half = keep(WeightNumbers.tensor("", List.of(), value / 2));
      return node("Add", half, half);
    }
    return keep(WeightNumbers.tensor("", List.of(), value));
  }

  private String longs(long... values) {
    return keep(WeightNumbers.tensor("", List.of((long) values.length), values));
  }

  private String node(String operator, String... inputs) {
    return node(operator, List.of(inputs));
  }

  private String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = name();
    nodes.add(
        Onnx.node(operator, inputs, name)
            .setName(name)
            .addAllAttribute(List.of(attributes))
            .build());
    return name;
  }

  private String name() {
    return "t" + names++;
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private static AttributeProto integer(String name, long value) {
    return Onnx.attribute(name, AttributeType.INT).setI(value).build();
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute = Onnx.attribute(name, AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static AttributeProto real(String name, float value) {
    return Onnx.attribute(name, AttributeType.FLOAT).setF(value).build();
  }
}
