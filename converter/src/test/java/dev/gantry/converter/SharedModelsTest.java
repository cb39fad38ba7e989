package dev.gantry.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.NormalisedModel;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SharedModelsTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final OpsetRange WANTED = new OpsetRange(13, 21);

  /** Those that are quantized: per channel, which the format knows since set 13. */
  private static final List<String> QUANTIZED =
      List.of(
          "squeezenet_fp32",
          "ultraface_rfb320",
          "yolox_nano",
          "deeplab_v3",
          "tbefn_180x320",
          "superres10",
          "lw_person_detector",
          "nanotrack_backbone");

  @Test
  void models_to_be_quantized_reach_set_13_and_lose_nothing() throws Exception {
    reachSet13(SharedModels.quick());
  }

  @Test
  @Tag("thorough")
  void large_models_to_be_quantized_reach_set_13_and_lose_nothing() throws Exception {
    reachSet13(SharedModels.folders());
  }

  private static void reachSet13(List<Path> folders) throws Exception {
    for (Path folder : folders) {
      if (QUANTIZED.contains(folder.getFileName().toString())) {
        OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
        List<Tensor> sample = SharedModels.sample(folder, model.graph()).orElseThrow();
        NormalisedModel normal =
            new ModelNormaliser().normalise(model, SampleFeed.of(List.of(sample)), WANTED);
        assertThat(WANTED.holds(Graph.of(normal.model()).opset())).as("%s", folder).isTrue();
        assertThat(decibel(model, normal, sample)).as("%s", folder).isGreaterThan(120);
        assertThat(normal.remarks()).as("%s", folder).isEmpty();
      }
    }
  }

  @Test
  void real_models_are_converted_with_proof_or_refused_with_words() throws IOException {
    areConverted(SharedModels.quick(), 25);
  }

  @Test
  @Tag("thorough")
  void every_real_model_is_converted_with_proof_or_refused_with_words() throws IOException {
    areConverted(SharedModels.folders(), 40);
  }

  private static void areConverted(List<Path> folders, int least) throws IOException {
    List<String> table = new ArrayList<>();
    for (Path folder : folders) {
      long before = System.nanoTime();
      String outcome = assertTimeoutPreemptively(LONGEST, () -> outcome(folder));
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
      table.add(String.format("%-42s %6d ms  %s", folder.getFileName(), took, outcome));
    }
    Files.write(Files.createDirectories(Path.of("target")).resolve("shared-models.txt"), table);

    assertThat(table).noneMatch(line -> line.contains("CRASHED"));
    assertThat(table.stream().filter(line -> line.contains("converted")))
        .as("of %d, see target/shared-models.txt", table.size())
        .hasSizeGreaterThanOrEqualTo(least);
  }

  private static String outcome(Path folder) {
    try {
      OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
      Optional<List<Tensor>> sample = SharedModels.sample(folder, model.graph());
      if (sample.isEmpty()) {
        return "left: its inputs are no numbers";
      }
      SampleFeed samples = SampleFeed.of(List.of(sample.get()));
      NormalisedModel normal = normalised(model, samples);
      return String.format(
          Locale.ROOT,
          "converted, %5.1f dB, opset %d to %d, %d nodes to %d, by %s%s",
          decibel(model, normal, sample.get()),
          Graph.of(model.graph()).opset(),
          Graph.of(normal.model()).opset(),
          model.graph().getGraph().getNodeCount(),
          normal.model().getGraph().getNodeCount(),
          normal.applied(),
          normal.remarks().isEmpty() ? "" : "; but " + normal.remarks());
    } catch (OrtException e) {
      return "CRASHED: " + e;
    } catch (RefusedException e) {
      boolean words = e.problems().stream().noneMatch(problem -> problem.what().isBlank());
      return (words ? "refused: " : "CRASHED without words ")
          + e.getMessage().replaceAll("\\s+", " ").replace(folder + "/", "");
    } catch (IOException | RuntimeException e) {
      return "CRASHED: " + e;
    }
  }

  /**
   * Where raising fails the model may stay as old as it is: not all of them are to be quantized.
   */
  private static NormalisedModel normalised(OnnxModel model, SampleFeed samples)
      throws RefusedException, IOException {
    try {
      return new ModelNormaliser().normalise(model, samples, WANTED);
    } catch (RefusedException e) {
      NormalisedModel old = new ModelNormaliser().normalise(model, samples, OpsetRange.ANY);
      List<String> remarks = new ArrayList<>(old.remarks());
      remarks.add(e.getMessage().replaceAll("\\s+", " "));
      return new NormalisedModel(old.model(), old.applied(), remarks);
    }
  }

  private static double decibel(OnnxModel model, NormalisedModel normal, List<Tensor> sample)
      throws OrtException {
    double worst = 999;
    try (LoadedEngine before =
            LoadedEngine.asBuilt(model.file(), 1, InferenceLimit.usual("m.onnx"));
        LoadedEngine after =
            LoadedEngine.asBuilt(normal.model().toByteArray(), 1, InferenceLimit.usual("m.onnx"))) {
      List<Tensor> expected = before.run(sample);
      List<Tensor> got = after.run(sample);
      for (int index = 0; index < expected.size(); index++) {
        if (expected.get(index).spec().type() == ElementType.FLOAT32) {
          worst = Math.min(worst, decibel(expected.get(index).floats(), got.get(index).floats()));
        }
      }
    }
    return worst;
  }

  private static double decibel(float[] expected, float[] got) {
    double signal = 0;
    double noise = 0;
    for (int index = 0; index < expected.length; index++) {
      if (Float.isFinite(expected[index])) {
        signal += (double) expected[index] * expected[index];
        noise += Math.pow((double) expected[index] - got[index], 2);
      }
    }
    return noise == 0 ? 999 : 10 * Math.log10(signal / noise);
  }
}
