package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.array.TensorDifference;
import dev.gantry.golden.make.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that nobody here made: what is captured from them is what others captured. */
class CaptureRealModelsTest {
  /** The models for which that cannot be, and why. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "mnist_quantized", "its stored outputs are those of the fp32 model",
          "poly_add_infinity", "its outputs are infinite, so nothing can be captured");

  @TempDir Path folder;

  @Test
  void captured_references_are_the_stored_outputs() throws Exception {
    Map<String, String> table = new TreeMap<>();
    List<String> holding = new ArrayList<>();
    for (Path model : SharedModels.withTestData()) {
      String name = model.getFileName().toString();
      String told = outcome(model, name);
      table.put(name, told);
      if (told.startsWith("within ")) {
        holding.add(name);
      }
    }
    StringBuilder text = new StringBuilder();
    table.forEach((name, told) -> text.append(String.format("%-45s %s%n", name, told)));
    Files.writeString(Path.of("target/captured-models.txt"), text);

    assertThat(holding).as("%n%s", text).hasSizeGreaterThanOrEqualTo(25);
    assertThat(table.keySet())
        .as("%n%s", text)
        .allSatisfy(
            name ->
                assertThat(holding.contains(name))
                    .as("%s: %s", name, EXCEPTIONS.get(name))
                    .isEqualTo(!EXCEPTIONS.containsKey(name)));
  }

  private String outcome(Path model, String name) throws IOException {
    try {
      GoldenFolder stored = GoldenFolder.draft(model);
      Path graph = model.resolve("model.onnx");
      GoldenFolder captured =
          new Capture(stored, graph, () -> false, step -> {}).into(folder.resolve(name));
      VerificationResult again =
          new Verification(
                  captured,
                  new VerificationOptions(
                      VerificationOptions.Depth.CONTENTS, Optional.of(graph), true),
                  () -> false,
                  s -> {})
              .verify();
      assertThat(again.problems()).as(name).isEmpty();
      assertThat(again.difference().orElseThrow()).as(name).isLessThanOrEqualTo(1e-5);
      return words(difference(stored, captured), allowed(name));
    } catch (RefusedException e) {
      return "refused: " + e.problems().get(0).what();
    }
  }

  /** Of the largest value, for another release of the runtime on another kind of processor. */
  private static double allowed(String name) {
    if (name.endsWith("_fp16")) {
      return 2e-3; // twice what rounds in half precision
    }
    return name.endsWith("_int8_qdq") ? 1e-2 : ModelRerun.ALLOWED; // one step of 127 and a little
  }

  private static String words(double difference, double allowed) {
    return String.format(
        Locale.ROOT, "%s %.2g", difference <= allowed ? "within" : "apart by", difference);
  }

  private static double difference(GoldenFolder stored, GoldenFolder captured) throws IOException {
    double largest = 0;
    for (int sample = 0; sample < stored.set().samples().size(); sample++) {
      assertThat(captured.inputs(sample)).isEqualTo(stored.inputs(sample));
      List<Tensor> wanted = stored.references(sample);
      List<Tensor> got = captured.references(sample);
      assertThat(got).hasSameSizeAs(wanted);
      for (int place = 0; place < wanted.size(); place++) {
        largest = Math.max(largest, TensorDifference.of(wanted.get(place), got.get(place)).share());
      }
    }
    return largest;
  }
}
