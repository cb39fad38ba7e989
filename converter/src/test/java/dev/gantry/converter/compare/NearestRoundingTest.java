package dev.gantry.converter.compare;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.dossier.tensor.Half;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestRoundingTest {
  private static final float STEP = Half.rounded(0.1f);

  /** The runtime's own kernel gives 57 steps for 57.7. */
  @Test
  void float16_goes_to_the_nearest_step_and_not_to_the_one_below() throws Exception {
    float[] values = {5.77f, -5.77f, 0.06f, -0.06f, 20f, 0.04f};
    float[] expected = {58 * STEP, -58 * STEP, STEP, -STEP, 127 * STEP, 0};
    byte[] graph = NearestRounding.of(quantizing()).toByteArray();
    try (LoadedEngine engine = LoadedEngine.asBuilt(graph, 1, InferenceLimit.usual("m.onnx"))) {
      Tensor sample = Tensor.ofFloats("x", List.of((long) values.length), values);
      float[] got = engine.run(List.of(sample)).get(0).floats();
      for (int index = 0; index < values.length; index++) {
        assertThat(got[index]).isEqualTo(Half.rounded(expected[index]));
      }
    }
  }

  private static OnnxMl.ModelProto quantizing() {
    ByteBuffer step =
        ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(Half.bits(STEP)).flip();
    OnnxMl.GraphProto.Builder graph =
        Onnx.graph(6)
            .addInitializer(
                WeightNumbers.tensor("step", TensorProto.DataType.FLOAT16_VALUE, List.of(), step))
            .addInitializer(WeightNumbers.tensor("zero", List.of(), (byte) 0))
            .addNode(cast("x", "half", TensorProto.DataType.FLOAT16_VALUE))
            .addNode(Onnx.node("QuantizeLinear", List.of("half", "step", "zero"), "whole"))
            .addNode(Onnx.node("DequantizeLinear", List.of("whole", "step", "zero"), "back"))
            .addNode(cast("back", "y", TensorProto.DataType.FLOAT_VALUE));
    OnnxMl.ModelProto.Builder model = Onnx.model(graph).toBuilder().setIrVersion(9);
    model.getOpsetImportBuilder(0).setVersion(19);
    return model.build();
  }

  private static OnnxMl.NodeProto cast(String from, String to, int type) {
    return Onnx.node("Cast", List.of(from), to)
        .addAttribute(Onnx.attribute("to", OnnxMl.AttributeProto.AttributeType.INT).setI(type))
        .build();
  }
}
