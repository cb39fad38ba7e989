package dev.gantry.converter;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.ShippedSet;
import dev.gantry.runner.InferenceLimit;
import dev.gantry.runner.LoadedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines of a shipped model, as the real runtime saves them on a processor with blocked layouts.
 */
class SettledNamesTest {
  @TempDir Path folder;
  private Path engine;

  @BeforeEach
  void build() throws Exception {
    ShippedSet.RAIL_SIGNALS.unpack(folder);
    engine = folder.resolve("engine.onnx");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.setOptimizedModelFilePath(engine.toString());
      OrtEnvironment.getEnvironment()
          .createSession(folder.resolve("rail-signals/model.onnx").toString(), options)
          .close();
    }
  }

  private static OnnxMl.ModelProto read(Path file) throws Exception {
    return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file));
  }

  @Test
  void two_builds_that_differ_in_made_up_names_become_the_same_bytes() throws Exception {
    Path one = Files.write(folder.resolve("one.onnx"), named(engine, 1));
    Path two = Files.write(folder.resolve("two.onnx"), named(engine, -1));
    assertThat(Files.mismatch(one, two)).isNotEqualTo(-1);

    SettledNames.settle(one);
    SettledNames.settle(two);

    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
  }

  /** All nodes but one named by number, upwards or downwards. */
  private static byte[] named(Path engine, int step) throws Exception {
    OnnxMl.ModelProto.Builder model = read(engine).toBuilder();
    int nodes = model.getGraph().getNodeCount();
    for (int at = 0; at < nodes; at++) {
      boolean bare = at == (step > 0 ? 0 : nodes - 1);
      model
          .getGraphBuilder()
          .getNodeBuilder(at)
          .setName(bare ? "ReorderOutput" : "ReorderOutput_token_" + (500 + step * at));
    }
    return model.build().toByteArray();
  }

  @Test
  void an_engine_with_settled_names_gives_the_same_answers() throws Exception {
    List<Tensor> sample = GoldenFolder.look(folder.resolve("rail-signals/set")).inputs(0);
    List<Tensor> before;
    try (LoadedEngine loaded = LoadedEngine.asBuilt(engine, 1, InferenceLimit.usual("m.onnx"))) {
      before = loaded.run(sample);
    }
    Path settled = Files.write(folder.resolve("settled.onnx"), named(engine, 1));
    SettledNames.settle(settled);
    try (LoadedEngine loaded = LoadedEngine.asBuilt(settled, 1, InferenceLimit.usual("m.onnx"))) {
      assertThat(loaded.run(sample)).isEqualTo(before);
    }
    assertThat(read(settled).getGraph().getNodeList())
        .extracting(OnnxMl.NodeProto::getName)
        .doesNotHaveDuplicates();
  }

  @Test
  void names_that_nobody_made_up_stay_to_the_byte() throws Exception {
    OnnxMl.ModelProto.Builder model = read(engine).toBuilder();
    for (int at = 0; at < model.getGraph().getNodeCount(); at++) {
      model.getGraphBuilder().getNodeBuilder(at).setName("conv_" + at);
    }
    byte[] bytes = model.build().toByteArray();
    Path plain = Files.write(folder.resolve("plain.onnx"), bytes);
    SettledNames.settle(plain);
    assertThat(plain).hasBinaryContent(bytes);
  }
}
