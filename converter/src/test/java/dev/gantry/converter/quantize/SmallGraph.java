package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.layers.LayerFinder;
import dev.gantry.converter.layers.MatrixLayer;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A graph of a few nodes, put together one after the other. */
final class SmallGraph {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("small");
  private final long opset;

  SmallGraph() {
    this(17);
  }

  SmallGraph(long opset) {
    this.opset = opset;
  }

  SmallGraph input(String name, long... shape) {
    graph.addInput(Onnx.value(name, Onnx.FLOAT, shape));
    return this;
  }

  SmallGraph outputs(String... names) {
    for (String name : names) {
      graph.addOutput(Onnx.value(name, Onnx.FLOAT));
    }
    return this;
  }

  SmallGraph weight(String name, List<Long> shape, float... values) {
    graph.addInitializer(WeightNumbers.tensor(name, shape, values));
    return this;
  }

  SmallGraph longs(String name, long... values) {
    graph.addInitializer(WeightNumbers.tensor(name, List.of((long) values.length), values));
    return this;
  }

  SmallGraph scalar(String name, long value) {
    graph.addInitializer(WeightNumbers.tensor(name, List.of(), new long[] {value}));
    return this;
  }

  /** The name is that of the output. */
  SmallGraph node(String operator, String output, String inputs, AttributeProto... attributes) {
    return add(
        Onnx.node(operator, List.of(inputs.split(" ", -1)), output)
            .setName(output)
            .addAllAttribute(Arrays.asList(attributes)));
  }

  SmallGraph add(NodeProto.Builder node) {
    graph.addNode(node);
    return this;
  }

  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build();
  }

  static AttributeProto integer(String name, long value) {
    return Onnx.attribute(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute = Onnx.attribute(name, AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto text(String name, String value) {
    return Onnx.attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static Tensor random(String name, Random random, long... shape) {
    List<Long> sides = Arrays.stream(shape).boxed().toList();
    return Tensor.ofFloats(name, sides, numbers(random, sides));
  }

  static float[] numbers(Random random, List<Long> shape) {
    int count = Math.toIntExact(shape.stream().reduce(1L, (one, two) -> one * two));
    float[] numbers = new float[count];
    for (int index = 0; index < count; index++) {
      numbers[index] = (float) random.nextGaussian();
    }
    return numbers;
  }

  static List<Tensor> run(ModelProto model, List<Tensor> sample) throws Exception {
    try (LoadedEngine engine =
        LoadedEngine.asBuilt(model.toByteArray(), 1, InferenceLimit.usual("m.onnx"))) {
      return engine.run(sample);
    }
  }

  static LayerFinder layers(ModelProto model, List<Tensor> sample) throws Exception {
    return LayerFinder.of(Graph.of(model), facts(model, sample), layer -> Optional.empty());
  }

  /** The only layer of a model. */
  static MatrixLayer layer(ModelProto model, List<Tensor> sample) throws Exception {
    LayerFinder layers = layers(model, sample);
    assertThat(layers.found()).as("left: %s", layers.left()).hasSize(1);
    return MatrixLayer.of(layers.found().get(0), facts(model, sample));
  }

  private static ObservedTensor facts(ModelProto model, List<Tensor> sample) throws Exception {
    return ObservedTensor.of(model, SampleFeed.of(List.of(sample)));
  }

  /** The same without the rounding of activations, so that only what was moved about is left. */
  static ModelProto withoutRounding(ModelProto quantized) {
    Graph graph = Graph.of(quantized);
    for (GraphNode back : graph.nodes()) {
      if (back.is("DequantizeLinear")) {
        graph
            .producer(back.inputs().get(0))
            .ifPresent(
                whole -> graph.redirect(back.output(), whole.inputs().get(0), reader -> true));
      }
    }
    return graph.model();
  }

  /** Of the worst output; a number that is not finite where another was expected loses all. */
  static double decibel(List<Tensor> expected, List<Tensor> got) {
    double worst = Double.POSITIVE_INFINITY;
    for (int output = 0; output < expected.size(); output++) {
      float[] before = expected.get(output).floats();
      float[] after = got.get(output).floats();
      double signal = 0;
      double noise = 0;
      for (int index = 0; index < before.length; index++) {
        double error = (double) before[index] - after[index];
        signal += (double) before[index] * before[index];
        noise += Double.isNaN(error) ? Double.POSITIVE_INFINITY : error * error;
      }
      worst = Math.min(worst, noise == 0 ? worst : 10 * Math.log10(signal / noise));
    }
    return worst;
  }
}
