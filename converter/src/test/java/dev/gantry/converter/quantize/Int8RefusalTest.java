package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Int8RefusalTest {
  private static final List<Tensor> SAMPLE = List.of(Tensor.ofFloats("x", List.of(4L), 1, 2, 3, 4));

  private static void emit(Graph graph) throws Exception {
    new Int8Emission(PrecisionPlan.none(), false, (model, tensors, samples) -> Optional.empty())
        .emit(graph.model(), SampleFeed.of(List.of(SAMPLE)));
  }

  private static Graph begun() {
    OnnxMl.ModelProto.Builder model = Onnx.model(Onnx.graph(4)).toBuilder();
    model.getOpsetImportBuilder(0).setVersion(17);
    return Graph.of(model.build());
  }

  @Test
  void a_model_without_layers_for_int8_is_told_why_one_of_them_stays() {
    Graph graph = begun();
    graph.put(WeightNumbers.tensor("one", List.of(4L, 1L), 1f, 2f, 3f, 4f));
    graph.add(NewNode.of("Mul", "w", "one", "x").build());
    graph.add(NewNode.of("MatMul", "y", "x", "w").build());

    assertThatThrownBy(() -> emit(graph))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("of MatMul 'y': its weight is computed, not constant");
  }

  @Test
  void quantization_that_the_model_came_with_and_tensorrt_refuses_is_named() {
    Graph graph = begun();
    graph.put(WeightNumbers.tensor("step", List.of(), 0.1f));
    graph.put(WeightNumbers.tensor("zero", List.of(), (byte) 3));
    graph.add(NewNode.of("QuantizeLinear", "whole", "x", "step", "zero").build());
    graph.add(NewNode.of("DequantizeLinear", "y", "whole", "step", "zero").build());

    assertThatThrownBy(() -> emit(graph))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("quantized already")
        .hasMessageContaining("QuantizeLinear whole has a zero point other than int8 0");
  }
}
