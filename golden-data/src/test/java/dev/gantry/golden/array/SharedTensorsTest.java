package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.dossier.tensor.Tensor;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real test data that is not part of the project, where this computer has it. */
class SharedTensorsTest {
  @TempDir Path folder;

  private static List<Path> files() throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path models = at.resolve("shared/models");
      if (Files.isDirectory(models)) {
        try (Stream<Path> files = Files.walk(models, FileVisitOption.FOLLOW_LINKS)) {
          return files
              .filter(file -> file.toString().matches(".*/test_data_set_[^/]*/[^/]*\\.pb"))
              .sorted()
              .toList();
        }
      }
    }
    return abort("SKIPPED: nothing is said about real tensors, no folder shared/models is here");
  }

  @Test
  void every_real_tensor_is_read_as_the_generated_classes_read_it() throws Exception {
    List<Path> files = files();
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
      if (proto.getDataType() == TensorProto.DataType.STRING_VALUE) {
        assertThat(catchThrowable(() -> PbFile.read(file))).hasMessageContaining("holds strings");
        continue;
      }
      Tensor tensor = PbFile.read(file);
      assertThat(tensor.spec().shape()).as("%s", file).isEqualTo(proto.getDimsList());
      assertThat(tensor.name()).isEqualTo(proto.getName());
      if (!proto.getRawData().isEmpty()) {
        assertThat(tensor.data()).isEqualTo(proto.getRawData().asReadOnlyByteBuffer());
      }
      Path copy = folder.resolve("copy.pb");
      PbFile.write(copy, tensor);
      assertThat(PbFile.read(copy)).isEqualTo(tensor);
    }
  }
}
