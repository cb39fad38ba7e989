package dev.gantry.converter;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Small graphs of every kind that trained models are made of; the same one for the same seed. */
public final class RandomGraphs {
  private static final int OLDEST = 7;
  private static final int NEWEST = 22;

  private RandomGraphs() {}

  public static ModelProto graph(long seed) {
    Random random = new Random(seed);
    return graph(seed, OLDEST + random.nextInt(NEWEST - OLDEST + 1));
  }

  /** In the forms that operators have in this set. */
  public static ModelProto graph(long seed, int opset) {
    Random random = new Random(seed * 31 + opset);
    RandomLayers layers = new RandomLayers(random, opset);
    TensorSpec input = Tensor.ofFloats("x", List.of(0L)).spec();
    List<Long> shape =
        List.of(1L, 2L + random.nextInt(4), 6L + random.nextInt(4), 6L + random.nextInt(4));
    input = new TensorSpec("x", input.type(), shape);
    layers.begin(input);
    int count = 3 + random.nextInt(8);
    for (int layer = 0; layer < count; layer++) {
      layers.add();
    }
    return model(layers, input, opset, random);
  }

  private static ModelProto model(RandomLayers layers, TensorSpec input, int opset, Random random) {
    List<NodeProto> nodes = new ArrayList<>(layers.nodes());
    if (random.nextInt(4) == 0) {
      Collections.shuffle(nodes, random);
    }
    OnnxMl.GraphProto.Builder graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("random")
            .addInput(value(input))
            .addAllNode(nodes)
            .addAllInitializer(layers.weights());
    boolean asInputs = opset < 9 || random.nextInt(4) == 0;
    for (OnnxMl.TensorProto weight : layers.weights()) {
      if (asInputs) {
        long[] sides = weight.getDimsList().stream().mapToLong(Long::longValue).toArray();
        graph.addInput(Onnx.value(weight.getName(), weight.getDataType(), sides));
      }
    }
    layers.ends().forEach(end -> graph.addOutput(Onnx.value(end, Onnx.FLOAT)));
    return ModelProto.newBuilder()
        .setIrVersion(asInputs ? 3 : 8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(opset))
        .addOpsetImport(
            OnnxMl.OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(2))
        .setGraph(graph)
        .build();
  }

  private static OnnxMl.ValueInfoProto.Builder value(TensorSpec spec) {
    return Onnx.value(
        spec.name(), Onnx.FLOAT, spec.shape().stream().mapToLong(Long::longValue).toArray());
  }
}
