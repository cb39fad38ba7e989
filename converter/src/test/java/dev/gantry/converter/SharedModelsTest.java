package dev.gantry.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.Normaliser;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedModelsTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int LEAST_CONVERTED = 40;

  @Test
  void every_real_model_is_converted_with_proof_or_refused_with_words() throws IOException {
    List<String> table = new ArrayList<>();
    for (Path folder : SharedModels.folders()) {
      long before = System.nanoTime();
      String outcome = assertTimeoutPreemptively(LONGEST, () -> outcome(folder));
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
      table.add(String.format("%-42s %6d ms  %s", folder.getFileName(), took, outcome));
    }
    Files.write(Files.createDirectories(Path.of("target")).resolve("shared-models.txt"), table);

    assertThat(table).noneMatch(line -> line.contains("CRASHED"));
    assertThat(table.stream().filter(line -> line.contains("converted")))
        .as("of %d, see target/shared-models.txt", table.size())
        .hasSizeGreaterThanOrEqualTo(LEAST_CONVERTED);
  }

  private static String outcome(Path folder) {
    try {
      OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
      Optional<List<Tensor>> sample = SharedModels.sample(folder, model.graph());
      if (sample.isEmpty()) {
        return "left: its inputs are no numbers";
      }
      byte[] graph = new Normaliser().normalise(model, List.of(sample.get()));
      return "converted, " + graph.length + " bytes";
    } catch (RefusedException e) {
      boolean words = e.problems().stream().noneMatch(problem -> problem.what().isBlank());
      return (words ? "refused: " : "CRASHED without words ")
          + e.getMessage().replaceAll("\\s+", " ").replace(folder + "/", "");
    } catch (IOException | RuntimeException e) {
      return "CRASHED: " + e;
    }
  }
}
