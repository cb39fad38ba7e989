package dev.gantry.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.converter.calibrate.RangeMethod;
import dev.gantry.converter.cpu.CpuInt8Emission;
import dev.gantry.converter.cpu.CpuInt8Settings;
import dev.gantry.converter.emit.Emission;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.half.HalfEmission;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.converter.quantize.Int8Emission;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Int8OfOddModelsTest {
  private static final Emission INT8 =
      new Int8Emission(PrecisionPlan.none(), false, (model, tensors, all) -> Optional.empty());

  private static EmittedGraph emitted(String name, Emission emission) throws Exception {
    Path folder =
        SharedModels.folders().stream()
            .filter(one -> String.valueOf(one.getFileName()).equals(name))
            .findFirst()
            .orElseThrow();
    OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
    List<Tensor> sample = SharedModels.sample(folder, model.graph()).orElseThrow();
    SampleFeed samples = SampleFeed.of(List.of(sample));
    return emission.emit(
        new ModelNormaliser().normalise(model, samples, new OpsetRange(13, 20)).model(), samples);
  }

  @Test
  void bodies_that_read_a_tensor_from_outside_are_looked_into_where_the_runtime_stumbles()
      throws Exception {
    EmittedGraph whole = emitted("silero_vad_16k_op15", INT8);
    EmittedGraph half =
        emitted(
            "silero_vad_16k_op15",
            new HalfEmission(Dialect.ONNXRUNTIME, false, PrecisionPlan.none()));

    assertThat(whole.model().getGraph().getNodeList())
        .anyMatch(node -> node.getOpType().equals("QuantizeLinear"));
    assertThat(half.kept()).anyMatch(node -> node.operator().equals("If"));
  }

  @Test
  void what_a_body_reads_is_left_in_float_for_processors() throws Exception {
    CpuInt8Settings settings = CpuInt8Settings.keepingNothing();
    EmittedGraph emitted =
        emitted(
            "silero_vad_16k_op15", CpuInt8Emission.calibrating(RangeMethod.parse("mse"), settings));

    Graph graph = Graph.of(emitted.model());
    assertThat(graph.nodes()).anyMatch(node -> node.is("QuantizeLinear"));
    assertThat(graph.nodes())
        .filteredOn(node -> node.is("If"))
        .flatExtracting(GraphNode::reads)
        .filteredOn(read -> graph.producer(read).filter(n -> n.is("DequantizeLinear")).isPresent())
        .isEmpty();
  }

  @Test
  void a_model_quantized_in_another_way_is_refused_with_the_node() throws Exception {
    assertThat(SharedModels.folders()).isNotEmpty();
    assertThatThrownBy(() -> emitted("poly_qdq_conv", INT8))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("QuantizeLinear onnx_graphsurgeon_node_1");
  }
}
