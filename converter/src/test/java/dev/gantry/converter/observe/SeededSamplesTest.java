package dev.gantry.converter.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.GraphProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeededSamplesTest {
  @TempDir Path folder;

  private OnnxModel model(OnnxMl.ValueInfoProto.Builder... inputs) throws Exception {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addOutput(Onnx.value("y", Onnx.FLOAT))
            .addNode(Onnx.node("Abs", List.of("x"), "y"));
    for (OnnxMl.ValueInfoProto.Builder input : inputs) {
      graph.addInput(input);
    }
    return OnnxModel.read(Files.write(folder.resolve("m.onnx"), Onnx.model(graph).toByteArray()));
  }

  @Test
  void the_same_seed_gives_the_same_samples_and_another_gives_others() throws Exception {
    OnnxModel model = model(Onnx.value("x", Onnx.FLOAT, 2, 3), Onnx.value("n", Onnx.INT64, 100));
    SampleFeed samples = SeededSamples.of(model, 4, 1);
    assertThat(samples.count()).isEqualTo(4);
    assertThat(samples.at(2)).isEqualTo(SeededSamples.of(model, 3, 1).at(2));
    assertThat(samples.at(2)).isNotEqualTo(samples.at(3));
    assertThat(samples.at(2)).isNotEqualTo(SeededSamples.of(model, 3, 2).at(2));
    Tensor counts = samples.at(0).get(1);
    assertThat(counts.spec().toString()).isEqualTo("n int64[100]");
    for (int index = 0; index < 100; index++) {
      assertThat(counts.data().getLong(8 * index)).isBetween(0L, 1L);
    }
  }

  @Test
  void shapes_are_never_made_up() throws Exception {
    OnnxMl.ValueInfoProto.Builder named = Onnx.value("x", Onnx.FLOAT, 1, 3);
    named
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(0)
        .setDimParam("batch");
    OnnxMl.ValueInfoProto.Builder shapeless =
        OnnxMl.ValueInfoProto.newBuilder()
            .setName("z")
            .setType(
                OnnxMl.TypeProto.newBuilder()
                    .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder().setElemType(Onnx.FLOAT)));
    OnnxModel model = model(named, shapeless, Onnx.value("words", 8, 1));
    assertThatThrownBy(() -> SeededSamples.of(model, 1, 1))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("input 'x' has a side of unknown length (batch)")
        .hasMessageContaining("input 'z' has no known shape")
        .hasMessageContaining("input 'words' holds string")
        .hasMessageContaining("Give inputs with --golden");
  }
}
