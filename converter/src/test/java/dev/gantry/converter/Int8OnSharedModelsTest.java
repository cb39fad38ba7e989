package dev.gantry.converter;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.half.HalfCheck;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.converter.quantize.Int8Emission;
import dev.gantry.converter.quantize.QdqRules;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Int8OnSharedModelsTest {
  @Test
  void real_models_become_int8_by_the_rules_and_run_or_are_refused_with_a_reason()
      throws Exception {
    become(SharedModels.quick(), 6);
  }

  @Test
  @Tag("thorough")
  void every_real_model_becomes_int8_by_the_rules_and_runs_or_is_refused_with_a_reason()
      throws Exception {
    become(SharedModels.folders(), 15);
  }

  private static void become(List<Path> folders, int converted) throws Exception {
    List<String> table = new ArrayList<>();
    for (Path folder : folders) {
      long start = System.nanoTime();
      String line = line(folder);
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      table.add(String.format("%-42s %3d s %s", folder.getFileName(), seconds, line));
    }
    Files.write(Files.createDirectories(Path.of("target")).resolve("int8-models.txt"), table);

    assertThat(table).hasSameSizeAs(folders).noneMatch(line -> line.contains("WRONG"));
    assertThat(table.stream().filter(line -> line.contains(" dB ")))
        .as("converted")
        .hasSizeGreaterThan(converted);
  }

  private static String line(Path folder) {
    try {
      OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
      Optional<List<Tensor>> sample = SharedModels.sample(folder, model.graph());
      if (sample.isEmpty()) {
        return "no input of numbers";
      }
      SampleFeed samples = SampleFeed.of(List.of(sample.get()));
      OnnxMl.ModelProto graph =
          new ModelNormaliser().normalise(model, samples, new OpsetRange(13, 17)).model();
      return told(graph, samples);
    } catch (RefusedException e) {
      return "refused: " + e.getMessage().replace('\n', ' ');
    } catch (Exception | AssertionError e) {
      return "WRONG: " + e;
    }
  }

  private static String told(OnnxMl.ModelProto graph, SampleFeed samples) throws Exception {
    EmittedGraph emitted =
        new Int8Emission(PrecisionPlan.none(), false, (one, two, three) -> Optional.empty())
            .emit(graph, samples);
    List<String> broken = new QdqRules(Graph.of(emitted.model())).problems();
    List<Tensor> expected = HalfCheck.run(graph, samples.at(0));
    List<Tensor> got = HalfCheck.run(emitted.model(), samples.at(0));
    return String.format(
        Locale.ROOT,
        "%s %6.1f dB with %d layers in float",
        broken.isEmpty() && strays(expected) >= strays(got) ? "" : "WRONG " + broken,
        HalfCheck.decibel(expected, got),
        emitted.kept().size());
  }

  private static long strays(List<Tensor> outputs) {
    long strays = 0;
    for (Tensor output : outputs) {
      if (output.spec().type() == ElementType.FLOAT32) {
        for (float value : output.floats()) {
          strays += Float.isFinite(value) ? 0 : 1;
        }
      }
    }
    return strays;
  }
}
