package dev.gantry.converter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.Onnx;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Bad models in files, and the words with which they are refused. */
abstract class RefusedModels {
  @TempDir Path folder;

  static ModelProto good() {
    return Onnx.model(
        Onnx.graph(2)
            .addNode(Onnx.node("Add", List.of("x", "w"), "y"))
            .addInitializer(Onnx.weight("w", 1, 2)));
  }

  Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.onnx"), bytes);
  }

  String refusal(byte[] bytes) throws IOException {
    return refusal(file(bytes));
  }

  String refusal(ModelProto model) throws IOException {
    return refusal(model.toByteArray());
  }

  static String refusal(Path file) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> OnnxModel.read(file));
    assertThat(refused).as("it is refused").isNotNull();
    assertThat(refused.problems()).allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
    return refused.getMessage();
  }

  static ModelProto.Builder with(OnnxMl.NodeProto.Builder... nodes) {
    OnnxMl.GraphProto.Builder graph = Onnx.graph(2);
    for (OnnxMl.NodeProto.Builder node : nodes) {
      graph.addNode(node);
    }
    return Onnx.model(graph).toBuilder();
  }
}
